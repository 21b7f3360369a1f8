package io.unfade.attribution;

import io.unfade.model.Model;

import java.util.Map;

/**
 * A method that says how much each cell of a series mattered to an output of a model.
 *
 * <p>A method is a record whose components are its options; {@link Kind} names it and makes it from texts. It explains a few
 * series at a time, as a function of them alone; {@link Explainer} does everything else, once for all methods. Signs are
 * kept. Safe to use from several threads.
 */
public interface Attribution {
    /** {@return what kind of method this is} */
    Kind kind();

    /** {@return the options by name, as {@link Kind#of} reads them, in the order of the kind} */
    Map<String, String> options();

    /** {@return what a model must be able to do: {@link Model} if predictions are enough} */
    Class<? extends Model> needs();

    /** {@return what one series costs} */
    Cost cost(int steps, int features);

    /** {@return whether the cells of a map sum to f(x) - f(baseline)} */
    boolean isComplete();

    /**
     * {@return whether values are slopes, in output per unit of the standardised input; otherwise they are amounts, in output}
     */
    boolean givesSlopes();

    /**
     * Explains the series of a problem.
     *
     * @return the maps; what they hold for padding is passed over
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
     * What one series costs, in passes of the model.
     *
     * @param forward passes without a gradient
     * @param backward passes with one, each of which is a forward and a backward pass
     */
    record Cost(long forward, long backward) {}
}
