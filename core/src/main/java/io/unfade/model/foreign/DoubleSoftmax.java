package io.unfade.model.foreign;

import java.util.Arrays;
import java.util.Locale;

/**
 * Recognises probabilities to which a softmax was applied twice. A softmax of K probabilities lies in
 * {@code 1/(K-1+e)..e/(K-1+e)}, so such a network is never sure of anything, and its maps are of flattened outputs.
 */
final class DoubleSoftmax {
    /** Fewer series than these say nothing: a network may be unsure of each of them. */
    private static final int FEWEST_SERIES = 4;

    /** Of two classes the range is wide, 0.27 to 0.73: a weak classifier of a few series lies in it too. */
    private static final int FEWEST_OF_TWO_CLASSES = 32;

    private static final double TOLERANCE = 1e-6;

    private DoubleSoftmax() {}

    /** {@return whether every probability is one that a second softmax can give} */
    static boolean isLikely(double[][] probabilities) {
        int classes = probabilities[0].length;
        return probabilities.length >= (classes == 2 ? FEWEST_OF_TWO_CLASSES : FEWEST_SERIES)
                && Arrays.stream(probabilities)
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(p -> p >= least(classes) - TOLERANCE && p <= most(classes) + TOLERANCE);
    }

    /** {@return what to tell users, a sentence without a full stop} */
    static String doubt(double[][] probabilities) {
        int classes = probabilities[0].length;
        return String.format(
                Locale.ROOT,
                "all probabilities of the first %d series lie in %.3f to %.3f, as if a softmax had been applied twice: if"
                        + " the network ends in a softmax, check that none was added to it when it was saved, and that its"
                        + " loss took logits",
                probabilities.length,
                least(classes),
                most(classes));
    }

    private static double least(int classes) {
        return 1 / (classes - 1 + Math.E);
    }

    private static double most(int classes) {
        return Math.E / (classes - 1 + Math.E);
    }
}
