package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.data.Cells;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;
import org.apache.commons.statistics.descriptive.StandardDeviation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One signed saliency map {@code (T, C)} for each of n series, with its target and probabilities. Axes series, time,
 * feature, as in {@link SeriesSet}. Cells after a series' last real step are absent: NaN here and in files. Immutable;
 * on the heap.
 */
public final class SaliencyMaps {
    /** Key of the origin's detail with the model's classes by index, one per line. */
    public static final String CLASS_NAMES = "classNames";

    /** Key of the origin's detail of maps by several models, each of its held-out series. */
    public static final String CROSS_VALIDATION = "crossValidation";

    /** Key of the origin's detail with the layout with which the file of the model was opened, if one was given. */
    public static final String MODEL_LAYOUT = "modelLayout";

    /** Key of the origin's detail with the number of steps after which the output was explained; absent if after all. */
    public static final String AT_STEP = "atStep";

    /** The detail of an {@link Origin} with the SHA-256 of the file of the explained series. */
    public static final String DATA_SHA256 = "dataSha256";

    private final Cells values;
    private final int steps;
    private final int features;
    private final int[] lengths;
    private final int[] targets;
    private final double[][] probabilities;
    private final List<String> ids;
    private final List<String> featureNames;
    private final double[] gaps;
    private final Origin origin;

    /**
     * The origin of maps: the names of the method and of the explained output, and further information such as hashes of
     * model and data.
     */
    public record Origin(String method, String output, Map<String, String> details) {
        /** {@return whether the explained series are known to be from another file than that of a SHA-256} */
        public boolean isOfOtherFile(String sha256) {
            return !details.getOrDefault(DATA_SHA256, sha256).equals(sha256);
        }
    }

    private SaliencyMaps(Builder builder, Origin origin) {
        values = builder.values;
        steps = builder.steps;
        features = builder.features;
        lengths = builder.lengths;
        targets = builder.targets;
        probabilities = builder.probabilities;
        ids = builder.ids;
        featureNames = builder.featureNames;
        gaps = builder.gaps;
        this.origin = origin;
    }

    private SaliencyMaps(SaliencyMaps maps, Origin origin) {
        values = maps.values;
        steps = maps.steps;
        features = maps.features;
        lengths = maps.lengths;
        targets = maps.targets;
        probabilities = maps.probabilities;
        ids = maps.ids;
        featureNames = maps.featureNames;
        gaps = maps.gaps;
        this.origin = origin;
    }

    /** {@return n} */
    public int count() {
        return lengths.length;
    }

    /** {@return T} */
    public int steps() {
        return steps;
    }

    /** {@return C} */
    public int features() {
        return features;
    }

    /** {@return K} */
    public int classCount() {
        return probabilities[0].length;
    }

    /** {@return the number of real steps of a series} */
    public int length(int series) {
        return lengths[series];
    }

    /** {@return the signed saliency of a cell; NaN where absent} */
    public double value(int series, int time, int feature) {
        Objects.checkIndex(time, steps);
        Objects.checkIndex(feature, features);
        return values.get((series * steps + time) * features + feature);
    }

    /** {@return the explained class} */
    public int target(int series) {
        return targets[series];
    }

    /** {@return the model's probability of a class} */
    public double probability(int series, int index) {
        return probabilities[series][index];
    }

    /** {@return the class with the highest probability} */
    public int predicted(int series) {
        return Vectors.argMax(probabilities[series]);
    }

    /** {@return the n names of the explained series; empty if unknown} */
    public List<String> ids() {
        return ids;
    }

    /** {@return the C names of the features; empty if unknown} */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * Checks that these can be the maps of some series: equal in number and sizes and, where the maps have them, in the
     * ids and feature names and their order.
     *
     * @throws IllegalArgumentException if they are not; the message names the first difference
     */
    public void checkBelongTo(SeriesSet set) {
        Require.argument(
                count() == set.count() && steps == set.steps() && features == set.features(),
                "the saliency has shape (%d, %d, %d), but the data have (%d, %d, %d); give the series that were"
                        + " explained",
                count(),
                steps,
                features,
                set.count(),
                set.steps(),
                set.features());
        for (int i = 0; i < count(); i++) {
            Require.argument(
                    lengths[i] == set.length(i),
                    "series %d has %d steps in the saliency, but %d in the data; give the series that were explained",
                    i,
                    lengths[i],
                    set.length(i));
        }
        checkSame("series", ids, set.ids());
        checkSame("feature", featureNames, set.featureNames());
    }

    private static void checkSame(String what, List<String> own, List<String> others) {
        for (int i = 0; i < own.size(); i++) {
            Require.argument(
                    own.get(i).equals(others.get(i)),
                    "%s %d is '%s' in the saliency, but '%s' in the data; give the series that were explained, in the"
                            + " same order",
                    what,
                    i,
                    own.get(i),
                    others.get(i));
        }
    }

    /** {@return the origin of the maps} */
    public Origin origin() {
        return origin;
    }

    /** {@return a copy with more details of the origin} */
    public SaliencyMaps withDetails(Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(origin.details());
        all.putAll(details);
        return new SaliencyMaps(this, new Origin(origin.method(), origin.output(), Collections.unmodifiableMap(all)));
    }

    /**
     * {@return a copy in which some features have no saliency}
     *
     * @param which C values, true for features to set to 0 in every real cell
     */
    public SaliencyMaps withZeros(boolean[] which) {
        Require.size("the features of the maps", features, which.length);
        Builder builder = new Builder(values.precision(), lengths, steps, features).names(ids, featureNames);
        for (int i = 0; i < lengths.length; i++) {
            double[] cells = new double[lengths[i] * features];
            int from = i * steps * features;
            Arrays.setAll(cells, cell -> which[cell % features] ? 0 : values.get(from + cell));
            builder.put(i, cells, 0, targets[i], probabilities[i]);
        }
        return builder.build(origin);
    }

    /**
     * {@return copies of maps of single series from several sources, with the origin of the first, and of its details those that all share}
     *
     * @param sources the source of each series; all of the same steps, features and precision
     * @param series the index of each series in its source
     * @throws IllegalArgumentException if there are none, or the sources differ in shape
     */
    public static SaliencyMaps gathered(List<SaliencyMaps> sources, int... series) {
        Require.argument(!sources.isEmpty(), "maps are gathered from at least 1 source");
        Require.size("the series of the sources", sources.size(), series.length);
        SaliencyMaps first = sources.get(0);
        int[] lengths = new int[series.length];
        Arrays.setAll(lengths, i -> sources.get(i).lengths[series[i]]);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < series.length; i++) {
            List<String> known = sources.get(i).ids;
            names.addAll(known.isEmpty() ? List.of() : List.of(known.get(series[i])));
        }
        Builder builder = new Builder(first.precision(), lengths, first.steps, first.features)
                .names(names.size() == series.length ? names : List.of(), first.featureNames);
        for (int i = 0; i < series.length; i++) {
            SaliencyMaps source = sources.get(i);
            if (source.gaps.length > 0) {
                builder.gap(i, source.gaps[series[i]]);
            }
            Require.argument(
                    source.steps == first.steps && source.features == first.features,
                    "maps of %d steps x %d features cannot be gathered with maps of %d x %d",
                    source.steps,
                    source.features,
                    first.steps,
                    first.features);
            double[] cells = new double[lengths[i] * first.features];
            int from = series[i] * source.steps * source.features;
            Arrays.setAll(cells, cell -> source.values.get(from + cell));
            builder.put(i, cells, 0, source.targets[series[i]], source.probabilities[series[i]]);
        }
        Map<String, String> shared = new LinkedHashMap<>(first.origin.details());
        sources.forEach(
                source -> shared.entrySet().retainAll(source.origin.details().entrySet()));
        return builder.build(new Origin(first.origin.method(), first.origin.output(), shared));
    }

    /** {@return the precision of the values} */
    public Precision precision() {
        return values.precision();
    }

    /**
     * {@return the completeness gap of each series: the sum of its map minus (f(x) - f(baseline)), or what it should be; empty if the method
     * is not complete, or it is unknown}
     */
    public double[] gaps() {
        return gaps.clone();
    }

    /** {@return the largest of the absolute gaps; NaN if they are unknown} */
    public double largestGap() {
        return Arrays.stream(gaps).map(Math::abs).max().orElse(Double.NaN);
    }

    /** {@return |saliency| of the real cells of a series, row-major (time, feature), length*C of them} */
    public double[] absolute(int series) {
        double[] cells = new double[lengths[series] * features];
        int from = series * steps * features;
        Arrays.setAll(cells, i -> Math.abs(values.get(from + i)));
        return cells;
    }

    /**
     * {@return the standard deviation of each cell over several maps of each of these series, divisor M - 1, with these classes
     * and probabilities}
     *
     * @param maps M of each series, at least 2
     */
    public SaliencyMaps deviation(List<SaliencyMaps> maps) {
        Require.argument(maps.size() >= 2, "a deviation needs at least 2 maps of each series");
        Builder builder = new Builder(precision(), lengths, steps, features).names(ids, featureNames);
        double[] values = new double[maps.size()];
        for (int i = 0; i < count(); i++) {
            double[] cells = new double[lengths[i] * features];
            int from = i * steps * features;
            for (int cell = 0; cell < cells.length; cell++) {
                for (int m = 0; m < values.length; m++) {
                    values[m] = maps.get(m).values.get(from + cell);
                }
                cells[cell] = StandardDeviation.of(values).getAsDouble();
            }
            builder.put(i, cells, 0, targets[i], probabilities[i]);
        }
        return builder.build(origin);
    }

    /** {@return how many maps hold the same number in all their cells, of which they have two or more} */
    public int constantCount() {
        return (int) IntStream.range(0, count()).filter(this::isConstant).count();
    }

    private boolean isConstant(int series) {
        int from = series * steps * features;
        int size = lengths[series] * features;
        return size > 1 && IntStream.range(1, size).allMatch(i -> values.get(from + i) == values.get(from));
    }

    /** Puts maps together. */
    static final class Builder {
        private final Cells values;
        private final int steps;
        private final int features;
        private final int[] lengths;
        private final int[] targets;
        private final double[][] probabilities;
        private List<String> ids = List.of();
        private List<String> featureNames = List.of();
        private double[] gaps = {};

        /** Starts maps of the series of a set, all cells absent. */
        Builder(SeriesSet set, Precision precision, int classes) {
            this(precision, IntStream.range(0, set.count()).map(set::length).toArray(), set.steps(), set.features());
            for (int i = 0; i < set.count(); i++) {
                probabilities[i] = new double[classes];
            }
            names(set.ids(), set.featureNames());
        }

        Builder(Precision precision, int[] lengths, int steps, int features) {
            this.steps = steps;
            this.features = features;
            this.lengths = lengths.clone();
            values = Cells.zeros(precision, Math.multiplyExact(lengths.length, steps * features));
            targets = new int[lengths.length];
            probabilities = new double[lengths.length][0];
            for (int i = 0; i < lengths.length; i++) {
                for (int cell = lengths[i] * features; cell < steps * features; cell++) {
                    values.set(i * steps * features + cell, Double.NaN);
                }
            }
        }

        /** Sets the names of the series and of the features; either may be empty. */
        Builder names(List<String> ofSeries, List<String> ofFeatures) {
            ids = List.copyOf(ofSeries);
            featureNames = List.copyOf(ofFeatures);
            return this;
        }

        /** Sets the map of a series from an array, starting at an offset. */
        void put(int series, double[] cells, int offset, int target, double[] outputs) {
            int size = lengths[series] * features;
            int to = series * steps * features;
            for (int i = 0; i < size; i++) {
                double value = cells[offset + i];
                if (!(Math.abs(value) <= Precision.DOUBLE.limit())) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "the saliency of series %d, step %d, feature %d is %s; it must be a number of at most %s in size",
                            series,
                            i / features,
                            i % features,
                            value,
                            Precision.DOUBLE.limit()));
                }
                values.set(to + i, value);
            }
            targets[series] = target;
            probabilities[series] = outputs.clone();
        }

        /** Sets the completeness gap of a series; different series may be set from different threads. */
        void gap(int series, double gap) {
            synchronized (this) {
                if (gaps.length == 0) {
                    gaps = new double[lengths.length];
                }
                gaps[series] = gap;
            }
        }

        SaliencyMaps build(Origin origin) {
            return new SaliencyMaps(this, origin);
        }
    }
}
