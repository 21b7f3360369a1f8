package io.unfade.data.synth;

import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.util.List;

/**
 * A generator of any number of series of two classes with known informative cells.
 *
 * <p>Series i depends only on the seed and on i, not on the number generated. Identical on every platform.
 */
public sealed interface SyntheticData permits BoxData, ProcessData {
    /** {@return the name used in files and options} */
    String name();

    /** {@return T, the steps of every series} */
    int steps();

    /** {@return C, the features of every series} */
    int features();

    /** {@return the names of the two classes, by index} */
    List<String> classNames();

    /** {@return whether cells that stand out without being informative are known, too} */
    default boolean hasDistractor() {
        return false;
    }

    /**
     * {@return generated series {@code (count, T, C)} in single precision, with labels, reference and, if there are any, distractors}
     *
     * @param count at least 1
     * @param seed of the whole set
     * @throws IllegalArgumentException if the count is below 1 or too large for one set
     */
    SeriesSet generate(int count, long seed);

    /**
     * {@return a training and a test set, from streams 0 and 1 of the seed}
     *
     * @param trainingCount series to train with, at least 1
     * @param testCount series to test with, at least 1
     * @param seed seed of both
     * @throws IllegalArgumentException if a count is below 1 or too large for one set
     */
    default TrainTestSplit generate(int trainingCount, int testCount, long seed) {
        return new TrainTestSplit(
                generate(trainingCount, Seeds.derive(seed, 0)), generate(testCount, Seeds.derive(seed, 1)));
    }
}
