package io.unfade.attribution;

/**
 * What a cell of a map is a quantity of.
 *
 * @param words for readers, such as "output per unit of the standardized input"
 * @param symbol a template for labels of figures, in which OUTPUT stands for the name of the output; empty without a unit
 */
public record Unit(String words, String symbol) {
    /** An amount of the output. */
    public static final Unit OUTPUT = new Unit("output", "OUTPUT");

    /** A slope of the output: per standard deviation of the feature, where the model standardises. */
    public static final Unit SLOPE = new Unit("output per unit of the standardized input", "OUTPUT per SD");

    /** A share, in 0..1. */
    public static final Unit SHARE = new Unit("share, 0..1", "share");

    /** A value of the input. */
    public static final Unit INPUT = new Unit("standardized input", "SD");

    /** A number that only compares cells. */
    public static final Unit NONE = new Unit("none", "");

    /** {@return the unit of squares of such cells} */
    public Unit squared() {
        return equals(NONE) ? this : new Unit("square of (" + words + ")", "(" + symbol + ")\u00b2");
    }

    /** {@return a label of cells, such as "saliency (logit per SD)"} */
    public String label(String output) {
        return symbol.isEmpty() ? "saliency" : "saliency (" + symbol.replace("OUTPUT", output) + ")";
    }
}
