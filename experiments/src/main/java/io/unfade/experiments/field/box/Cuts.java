package io.unfade.experiments.field.box;

import io.unfade.check.Require;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Series whose steps have classes as series with one class each: prefixes of random lengths, labelled by their last step.
 * A network that reads the last state learns from these the class of every step, as one does that is trained on one prefix
 * length for each batch.
 */
public final class Cuts {
    private static final int STREAM = 2;

    private Cuts() {}

    /**
     * {@return prefixes: one of each series, then a second of each, and so on; lengths are even over 1..T and depend only on the
     * seed, the series and the number of the cut}
     *
     * @param set n series of T steps
     * @param classes the class of each step, {@code (n, T)}
     * @param count number of classes
     * @param each prefixes of each series, at least 1
     */
    public static SeriesSet of(SeriesSet set, int[][] classes, int count, int each, long seed) {
        Require.atLeastOne("prefixes of each series", each);
        Require.size("classes of steps", set.count(), classes.length);
        int total = Math.multiplyExact(set.count(), each);
        int[] lengths = new int[total];
        int[] labels = new int[total];
        SeriesBuilder builder = SeriesSet.builder(set.precision(), total, set.steps(), set.features());
        for (int row = 0; row < total; row++) {
            int series = row % set.count();
            int longest = set.length(series);
            Random random = new Random(Seeds.derive(seed, STREAM, series, row / set.count()));
            lengths[row] = 1 + random.nextInt(longest);
            labels[row] = classes[series][lengths[row] - 1];
            for (int t = 0; t < lengths[row]; t++) {
                for (int c = 0; c < set.features(); c++) {
                    builder.cell(row, t, c, set.value(series, t, c));
                }
            }
        }
        List<String> names =
                IntStream.range(0, count).mapToObj(Integer::toString).toList();
        return builder.lengths(lengths)
                .labels(labels, names)
                .featureNames(set.featureNames())
                .build();
    }
}
