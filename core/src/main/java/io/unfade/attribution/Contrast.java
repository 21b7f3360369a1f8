package io.unfade.attribution;

import io.unfade.check.Require;

/** The class whose output is subtracted from that of the explained class. */
public sealed interface Contrast {
    /** No class: f is the output of the explained class. */
    record None() implements Contrast {}

    /**
     * The same class for all series.
     *
     * @param index 0..K-1
     */
    record Fixed(int index) implements Contrast {}

    /** Of each series the most probable class other than the explained one. */
    record Second() implements Contrast {}

    /**
     * {@return the class to subtract for one series; -1 for none}
     *
     * @param target the explained class
     * @param probabilities of the series, by class
     * @throws IllegalArgumentException if the model has no such class, or it is the explained one
     */
    default int of(int target, double[] probabilities) {
        if (this instanceof None) {
            return -1;
        }
        if (this instanceof Fixed fixed) {
            Require.argument(
                    fixed.index() >= 0 && fixed.index() < probabilities.length,
                    "contrasting class must be in 0..%d, but was %d",
                    probabilities.length - 1,
                    fixed.index());
            Require.argument(
                    fixed.index() != target, "the explained class cannot be contrasted with itself: use another one");
            return fixed.index();
        }
        Require.argument(probabilities.length > 1, "a model of one class has none to contrast it with");
        int best = target == 0 ? 1 : 0;
        for (int k = 0; k < probabilities.length; k++) {
            best = k != target && probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }
}
