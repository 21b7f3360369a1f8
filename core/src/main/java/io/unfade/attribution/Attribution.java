package io.unfade.attribution;

import io.unfade.model.Model;

import java.util.Map;

/**
 * A method that measures how much each cell of a series contributed to an output of a model.
 *
 * <p>A method is a record whose components are its options; {@link Kind} names it and creates it from text. It explains
 * a few series at a time, as a function of these only; {@link Explainer} does everything else, for all methods. Signs
 * are kept. Thread-safe.
 */
public interface Attribution {
    /** {@return the kind of this method} */
    Kind kind();

    /** {@return the options by name, as {@link Kind#of} reads them, in the order of the kind} */
    Map<String, String> options();

    /** {@return the capability required of a model; {@link Model} if predictions are enough} */
    Class<? extends Model> needs();

    /** {@return the cost of one series} */
    Cost cost(int steps, int features);

    /** {@return whether the cells of a map sum to f(x) - f(baseline)} */
    boolean isComplete();

    /**
     * {@return whether values are slopes, in output per unit of the standardised input, rather than amounts, in output}
     */
    boolean givesSlopes();

    /**
     * Explains the series of a problem.
     *
     * @return the maps; values in the padding are ignored
     */
    Explained attribute(Problem problem);

    /**
     * Maps of the B series of a problem.
     *
     * @param values {@code (B, T, C)} row-major, as the inputs
     * @param gaps of each series: the sum of its cells minus (f(x) - f(baseline)); empty if the method is not complete
     */
    record Explained(double[] values, double... gaps) {}

    /**
     * The cost of one series, in passes of the model.
     *
     * @param forward passes without a gradient
     * @param backward passes with one, each a forward and a backward pass
     */
    record Cost(long forward, long backward) {}
}
