package io.unfade.workflow.audit;

import io.unfade.check.Require;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The series of an audit.
 *
 * @param all those that the model should not have learnt from; at most 1,000
 * @param explained a part of these, evenly over the classes
 * @param training labelled ones to train with; null if there are none
 */
public record AuditSeries(
        SeriesSet all, SeriesSet explained, @Nullable SeriesSet training) {
    private static final double AUDITED = 1.0 / 3;
    private static final int FEWEST = 2;
    private static final int MOST = 1000;

    /**
     * {@return the series}
     *
     * @param given in place of training series also a source of these
     * @param training null if there are none
     * @param sample most series to explain
     * @param kind by which the model standardises; where that is by groups, these are kept whole
     * @throws IllegalArgumentException if they are too few
     */
    public static AuditSeries of(
            SeriesSet given, @Nullable SeriesSet training, int sample, Standardization kind, long seed) {
        if (training != null || !given.hasLabels()) {
            return sampled(given, training, sample, kind);
        }
        Holdout.Parts parts = new Holdout(AUDITED, Holdout.Rule.AUTO).parts(given, seed, kind);
        return sampled(Objects.requireNonNull(parts.validation()), parts.training(), sample, kind);
    }

    private static AuditSeries sampled(SeriesSet set, @Nullable SeriesSet training, int sample, Standardization kind) {
        Require.argument(set.count() >= FEWEST, "an audit needs at least %d series", FEWEST);
        SeriesSet all = part(set, Math.max(sample, MOST), kind);
        return new AuditSeries(all, part(all, sample, kind), training);
    }

    private static SeriesSet part(SeriesSet set, int most, Standardization kind) {
        if (set.count() <= most) {
            return set;
        }
        return set.select(kind == Standardization.PER_GROUP ? wholeGroups(set, most) : evenly(set, most));
    }

    /** {@return series of groups that are spread over all, until there are enough} */
    private static int[] wholeGroups(SeriesSet set, int most) {
        int[] groups = set.groups().orElse(new int[set.count()]);
        int[] distinct = Arrays.stream(groups).distinct().toArray();
        int each = Math.max(1, set.count() / distinct.length);
        int wanted = Math.max(1, Math.min(distinct.length, most / each));
        List<Integer> taken = IntStream.range(0, wanted)
                .mapToObj(i -> distinct[(int) ((long) i * distinct.length / wanted)])
                .toList();
        return IntStream.range(0, groups.length)
                .filter(i -> taken.contains(groups[i]))
                .toArray();
    }

    /** {@return equally many series of each class, as far as it has so many, spread over the set} */
    private static int[] evenly(SeriesSet set, int most) {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < set.count(); i++) {
            classes.computeIfAbsent(set.hasLabels() ? set.label(i) : 0, any -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> smallest = classes.values().stream()
                .sorted((first, second) -> Integer.compare(first.size(), second.size()))
                .toList();
        List<Integer> taken = new ArrayList<>();
        for (int k = 0; k < smallest.size(); k++) {
            List<Integer> members = smallest.get(k);
            int share = Math.min(members.size(), (most - taken.size()) / (smallest.size() - k));
            for (int i = 0; i < share; i++) {
                taken.add(members.get((int) ((long) i * members.size() / share)));
            }
        }
        return taken.stream().mapToInt(i -> i).sorted().toArray();
    }

    /** {@return how many of the explained series are training series, too} */
    public int known() {
        SeriesSet learnt = training;
        if (learnt == null) {
            return 0;
        }
        List<Integer> hashes = new ArrayList<>();
        for (int i = 0; i < learnt.count(); i++) {
            hashes.add(hash(learnt, i));
        }
        Set<Integer> all = new HashSet<>(hashes);
        return (int) IntStream.range(0, explained.count())
                .filter(i -> all.contains(hash(explained, i)))
                .count();
    }

    private static int hash(SeriesSet set, int series) {
        double[] values = new double[set.steps() * set.features()];
        set.copySeries(series, values, 0);
        return Arrays.hashCode(Arrays.copyOf(values, set.length(series) * set.features()));
    }
}
