package io.unfade.attribution;

import io.unfade.model.Model;
import io.unfade.model.Output;

import java.util.List;
import java.util.Map;

/**
 * A method that measures how much each cell of a series contributed to an output of a model.
 *
 * <p>A method is a record whose components are its options; {@link Kind} names it and creates it from text. It explains
 * a few series at a time, as a function of these only; {@link Explainer} does everything else, for all methods. Signs
 * are kept. Thread-safe.
 */
public interface Attribution {
    /** What it says of series that their maps hold the same number in every cell; the end of a sentence. */
    String OF_CONSTANT_MAPS = "and do not say which cells matter";

    /** {@return the kind of this method} */
    Kind kind();

    /** {@return the options by name, as {@link Kind#maker} reads them, in the order of the kind; none unless overridden} */
    default Map<String, String> options() {
        return Map.of();
    }

    /** {@return what the options leave to the model, by name, such as a level of noise: kept with the maps; none unless overridden} */
    default Map<String, String> takenFrom(Model model) {
        return Map.of();
    }

    /** {@return the capability required of a model; {@link Model} if predictions are enough} */
    Class<? extends Model> needs();

    /** {@return whether a {@linkplain Problem#background() background} is required; may depend on options} */
    default boolean needsBackground() {
        return false;
    }

    /** {@return the cost of one series, for any model} */
    Cost cost(int steps, int features);

    /** {@return the cost of one series for a model: less than {@link #cost(int, int)} where it saves passes} */
    default Cost cost(Model model, int steps, int features) {
        return cost(steps, features);
    }

    /** {@return whether the cells of a map sum to f(x) - f(baseline), to the change of f along another path, or to f(x)} */
    default boolean isComplete() {
        return false;
    }

    /** {@return whether maps depend on the output that is explained; else they are the same for all outputs} */
    default boolean dependsOnOutput() {
        return true;
    }

    /**
     * {@return whether the cells of a step are made of its values and of the gradient with respect to it alone, or of what the
     * output is at other values of it, so that they are the same if only this step is explained, and the model holds those
     * before}
     */
    default boolean isStepwise() {
        return false;
    }

    /** {@return whether it explains nothing, and is there to be compared with} */
    default boolean isControl() {
        return false;
    }

    /** {@return the unit of the cells; that of the output unless overridden} */
    default Unit unit() {
        return Unit.OUTPUT;
    }

    /** {@return whether no cell of a map is ever negative, so that it has no sign to show; so are shares} */
    default boolean isNonNegative() {
        return unit().equals(Unit.SHARE);
    }

    /**
     * Checks that the options make sense for series of a size; what is wrong with them for any series, a method does not take.
     *
     * @throws IllegalArgumentException if no map could tell one cell from another, or a series is too short
     */
    default void check(Extent series) {}

    /**
     * Checks that a model with the capability that the method needs has an output that it can explain.
     *
     * @throws IllegalArgumentException if not
     */
    default void check(Model model, Output output) {}

    /** {@return what its user should know of options that are allowed, but seldom meant: a sentence each} */
    default List<String> doubts() {
        return List.of();
    }

    /** {@return what it says of series that their maps hold the same number in every cell; the end of a sentence} */
    default String ofConstantMaps() {
        return OF_CONSTANT_MAPS;
    }

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
     * @param gaps of each series: the sum of its cells minus what it should be, such as the change of f from a baseline, f(x) -
     *     f(baseline); empty if there is none, not even in expectation
     */
    record Explained(double[] values, double... gaps) {}

    /**
     * The cost of one series, in passes of the model. A pass goes over a series, or over a part of it; where the model holds
     * the state of a prefix, over the steps that follow, however few.
     *
     * @param forward passes without a gradient
     * @param backward passes with one, each a forward and a backward pass
     */
    record Cost(long forward, long backward) {}
}
