package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;

/** The class to explain. */
public sealed interface Target {
    /** The true class of each series; needs labels. */
    record Label() implements Target {}

    /** The class with the highest output. */
    record Predicted() implements Target {}

    /**
     * The same class for all series.
     *
     * @param index 0..K-1
     */
    record Fixed(int index) implements Target {}

    /**
     * A class for each series.
     *
     * @param indices of the classes, 0..K-1, in the order of the series
     */
    record Each(int... indices) implements Target {}

    /**
     * {@return the class explained for one series}
     *
     * @param set contains the series
     * @param series its index
     * @param outputs logits or probabilities of the series, by class
     * @throws IllegalArgumentException if the true class is requested but unknown, or the model has no such class
     */
    default int of(SeriesSet set, int series, double[] outputs) {
        if (this instanceof Label) {
            Require.argument(set.hasLabels(), "target 'label' needs labels, but the series have none; use 'predicted'");
            int label = set.label(series);
            Require.argument(
                    label < outputs.length,
                    "series '%s' is of class '%s', which the model does not know; explain another target than the"
                            + " label",
                    set.ids().get(series),
                    set.classNames().get(label));
            return label;
        }
        if (this instanceof Fixed fixed) {
            Require.argument(
                    fixed.index() >= 0 && fixed.index() < outputs.length,
                    "target class must be in 0..%d, but was %d",
                    outputs.length - 1,
                    fixed.index());
            return fixed.index();
        }
        if (this instanceof Each each) {
            return each.indices()[series];
        }
        return Vectors.argMax(outputs);
    }
}
