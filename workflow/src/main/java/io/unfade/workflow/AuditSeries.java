package io.unfade.workflow;

import io.unfade.check.Require;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The series of an audit.
 *
 * @param all those that the model should not have learnt from
 * @param explained a part of these, evenly over the classes
 * @param training labelled ones to train with; null if there are none
 */
record AuditSeries(
        SeriesSet all, SeriesSet explained, @Nullable SeriesSet training) {
    private static final double AUDITED = 1.0 / 3;
    private static final int FEWEST = 2;

    /**
     * {@return the series}
     *
     * @param given in place of training series also a source of these
     * @param training null if there are none
     * @param sample most series to explain
     * @throws IllegalArgumentException if they are too few
     */
    static AuditSeries of(SeriesSet given, @Nullable SeriesSet training, int sample, long seed) {
        if (training != null || !given.hasLabels()) {
            return new AuditSeries(given, sample(given, sample), training);
        }
        Holdout.Parts parts = new Holdout(AUDITED, Holdout.Rule.AUTO).parts(given, seed, Standardization.NONE);
        SeriesSet rest = Objects.requireNonNull(parts.validation());
        return new AuditSeries(rest, sample(rest, sample), parts.training());
    }

    private static SeriesSet sample(SeriesSet set, int most) {
        Require.argument(set.count() >= FEWEST, "an audit needs at least %d series", FEWEST);
        if (set.count() <= most) {
            return set;
        }
        List<Integer> byClass = IntStream.range(0, set.count())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> set.hasLabels() ? set.label(i) : 0)
                        .thenComparing(i -> i))
                .toList();
        return set.select(IntStream.range(0, most)
                .map(i -> byClass.get((int) ((long) i * set.count() / most)))
                .sorted()
                .toArray());
    }
}
