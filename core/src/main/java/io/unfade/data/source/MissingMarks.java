package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.StreamState;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Features with missing values: what fills these, and where they are as features of their own. After the C features of a
 * series come two for each of them, in the same order:
 *
 * <pre>{@code
 * NAME missing   1 where the value is missing, else 0
 * NAME since     log(1 + n), n steps since the last known value; before the first one, since the start
 * }</pre>
 *
 * <p>So n is 0 where the value is known, and 1 at a first step where it is missing.
 *
 * @param means what fills the missing values of a feature, by its name: finite, the mean of the known values of the
 *     training series, so that they become 0 in standardisation per feature
 */
public record MissingMarks(Map<String, Double> means) {
    private static final String MISSING = " missing";
    private static final String SINCE = " since";

    /** Checks the numbers. */
    public MissingMarks {
        means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
        means.forEach((name, mean) -> Require.argument(
                Double.isFinite(mean), "the mean of feature '%s' must be finite, but was %s", name, mean));
    }

    /**
     * {@return the marks for series, with the mean of each feature that has missing values}
     *
     * @param gaps with NaN where a value is missing
     * @param file location of the series, for messages
     * @throws MalformedFileException if names of features do not tell them apart
     */
    public static MissingMarks of(SeriesSet gaps, Location file) throws MalformedFileException {
        int features = gaps.features();
        double[] sums = new double[features];
        long[] known = new long[features];
        long[] missing = new long[features];
        double[] series = new double[gaps.steps() * features];
        for (int i = 0; i < gaps.count(); i++) {
            gaps.copySteps(i, gaps.length(i), series, 0);
            for (int cell = 0; cell < gaps.length(i) * features; cell++) {
                int c = cell % features;
                if (Double.isNaN(series[cell])) {
                    missing[c]++;
                } else {
                    known[c]++;
                    sums[c] += (series[cell] - sums[c]) / known[c]; // a running mean, which does not overflow
                }
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (int c = 0; c < features; c++) {
            if (missing[c] > 0) {
                means.put(gaps.featureNames().get(c), sums[c]);
            }
        }
        MissingMarks marks = new MissingMarks(means);
        marks.checkNames(gaps.featureNames(), file);
        return marks;
    }

    private void checkNames(List<String> features, Location file) throws MalformedFileException {
        for (String name : means.keySet()) {
            file.require(
                    features.contains(name),
                    "has no feature '%s', whose missing values are marked for the model",
                    name);
        }
        List<String> all = names(features);
        file.require(
                means.isEmpty() || new HashSet<>(all).size() == all.size(),
                "missing values cannot be marked by name, as features would have the same name: %s",
                all);
    }

    /** {@return the names of all features afterwards} */
    public List<String> names(List<String> features) {
        List<String> names = new ArrayList<>(features);
        for (String name : features) {
            if (means.containsKey(name)) {
                names.add(name + MISSING);
                names.add(name + SINCE);
            }
        }
        return names;
    }

    /**
     * {@return the series without gaps and with the further features, which no reference names}
     *
     * @param gaps with NaN where a value is missing
     * @param file location of the series, for messages
     * @throws MalformedFileException if a marked feature is not there, or another one has missing values
     */
    public SeriesSet applyTo(SeriesSet gaps, Location file) throws MalformedFileException {
        checkNames(gaps.featureNames(), file);
        Stepwise stepwise = stepwise(gaps.featureNames());
        int width = stepwise.width();
        SeriesBuilder builder = SeriesSet.builder(gaps.precision(), gaps.count(), gaps.steps(), width);
        double[] series = new double[gaps.steps() * gaps.features()];
        double[] step = new double[gaps.features()];
        double[] marked = new double[width];
        for (int i = 0; i < gaps.count(); i++) {
            gaps.copySteps(i, gaps.length(i), series, 0);
            stepwise.reset();
            for (int t = 0; t < gaps.length(i); t++) {
                System.arraycopy(series, t * step.length, step, 0, step.length);
                stepwise.mark(step, marked);
                stepwise.advance(step);
                for (int c = 0; c < step.length; c++) {
                    if (Double.isNaN(marked[c])) {
                        throw unknown(
                                file.inside("series '%s'", gaps.ids().get(i)),
                                t,
                                gaps.featureNames().get(c));
                    }
                }
                builder.cells((i * gaps.steps() + t) * width, DoubleBuffer.wrap(marked));
            }
        }
        return withAttributes(builder, gaps).build();
    }

    private static MalformedFileException unknown(Location series, int step, String feature) {
        return series.inside("step %d, feature '%s'", step, feature)
                .problem("the value is missing, but none of this feature was in the training series, so that the model"
                        + " does not know of it; correct it, or train with zero, previous or linear ({missing} RULE)");
    }

    private SeriesBuilder withAttributes(SeriesBuilder builder, SeriesSet gaps) {
        int[] lengths = new int[gaps.count()];
        Arrays.setAll(lengths, gaps::length);
        builder.lengths(lengths).featureNames(names(gaps.featureNames())).ids(gaps.ids());
        gaps.groups().ifPresent(builder::groups);
        if (gaps.hasLabels()) {
            int[] labels = new int[gaps.count()];
            Arrays.setAll(labels, gaps::label);
            builder.labels(labels, gaps.classNames());
        }
        int rows = gaps.count() * gaps.steps();
        if (gaps.hasOnTask()) {
            byte[] mask = new byte[rows];
            for (int row = 0; row < rows; row++) {
                mask[row] = (byte) (gaps.onTask(row / gaps.steps(), row % gaps.steps()) ? 1 : 0);
            }
            builder.onTask(mask);
        }
        if (gaps.hasReference()) {
            builder.reference(widened(gaps, gaps::reference, builder.features()));
        }
        if (gaps.hasDistractor()) {
            builder.distractor(widened(gaps, gaps::distractor, builder.features()));
        }
        return builder;
    }

    /** Whether a cell is in a mask. */
    private interface Marked {
        boolean at(int series, int step, int feature);
    }

    /** {@return a mask of cells with 0 for the features that are added after those of the series} */
    private static byte[] widened(SeriesSet gaps, Marked marked, int features) {
        byte[] mask = new byte[gaps.count() * gaps.steps() * features];
        for (int cell = 0; cell < gaps.count() * gaps.steps() * gaps.features(); cell++) {
            int row = cell / gaps.features();
            int c = cell % gaps.features();
            mask[row * features + c] = (byte) (marked.at(row / gaps.steps(), row % gaps.steps(), c) ? 1 : 0);
        }
        return mask;
    }

    /** {@return what marks series of these features step by step} */
    public Stepwise stepwise(List<String> features) {
        return new Stepwise(this, features);
    }

    /** Marks one series after the other, step by step. Allocates nothing per step. */
    public static final class Stepwise {
        private final double[] means;
        private final long[] since;
        private final int width;

        private Stepwise(MissingMarks marks, List<String> features) {
            means = features.stream()
                    .mapToDouble(name -> marks.means.getOrDefault(name, Double.NaN))
                    .toArray();
            since = new long[means.length];
            width = marks.names(features).size();
        }

        /** {@return the number of features of a step as it is measured} */
        public int features() {
            return means.length;
        }

        /** {@return the number of features afterwards} */
        public int width() {
            return width;
        }

        /** Resets to the start of a series. */
        public void reset() {
            Arrays.fill(since, 0);
        }

        /**
         * Fills and marks the next step, without taking it.
         *
         * @param step as measured, NaN where missing; not changed
         * @param marked receives {@link #width} values; NaN for a missing value of a feature that is not marked
         */
        public void mark(double[] step, double[] marked) {
            int place = means.length;
            for (int c = 0; c < means.length; c++) {
                boolean missing = Double.isNaN(step[c]);
                marked[c] = missing ? means[c] : step[c];
                if (!Double.isNaN(means[c])) {
                    marked[place++] = missing ? 1 : 0;
                    marked[place++] = missing ? Math.log1p(since[c] + 1.0) : 0;
                }
            }
        }

        /** Passes what the marks of the next step depend on. */
        public void pass(StreamState state) {
            for (int c = 0; c < since.length; c++) {
                since[c] = state.number(since[c]);
            }
        }

        /** Takes a step. */
        public void advance(double[] step) {
            for (int c = 0; c < means.length; c++) {
                since[c] = Double.isNaN(step[c]) ? since[c] + 1 : 0;
            }
        }
    }
}
