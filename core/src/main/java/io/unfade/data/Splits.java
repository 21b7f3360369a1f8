package io.unfade.data;

import io.unfade.check.Require;
import io.unfade.math.Seeds;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Ways to hold out part of a set for validation. Splits by fraction aim at {@code fraction * n} validation series,
 * rounded to the nearest integer, depend only on the set and the seed, and are the same on every platform.
 */
public final class Splits {
    private Splits() {}

    /**
     * {@return a random split}
     *
     * @param set at least 2 series
     * @param validationFraction strictly between 0 and 1; each side gets at least one series
     * @param seed of the random order
     * @throws IllegalArgumentException if the set has one series or the fraction is out of range
     */
    public static Split random(SeriesSet set, double validationFraction, long seed) {
        int target = target(set, validationFraction);
        int[] order = shuffled(IntStream.range(0, set.count()).toArray(), new Random(Seeds.derive(seed)));
        boolean[] held = new boolean[set.count()];
        for (int i = 0; i < target; i++) {
            held[order[i]] = true;
        }
        return split(held);
    }

    /**
     * {@return a split that keeps the share of every class}
     *
     * <p>Each class gets its share of the validation series by largest remainder. A class of at least 2 series has at
     * least one on each side, even if this makes the validation set larger than requested; a single series of a class
     * goes to training.
     *
     * @param set labelled; at least one class of 2 series
     * @param validationFraction strictly between 0 and 1
     * @param seed of the random order
     * @throws IllegalArgumentException if there are no labels, no class has 2 series, or the fraction is out of range
     */
    public static Split stratified(SeriesSet set, double validationFraction, long seed) {
        Require.argument(set.hasLabels(), "a stratified split needs labels; use a random split");
        int target = target(set, validationFraction);
        int[][] members = members(set);
        int[] sizes = Arrays.stream(members).mapToInt(member -> member.length).toArray();
        Require.argument(
                Arrays.stream(sizes).anyMatch(size -> size >= 2),
                "a stratified split needs a class with at least 2 series, but all have 1");
        int[] shares = shares(sizes, validationFraction, target);
        Random random = new Random(Seeds.derive(seed));
        boolean[] held = new boolean[set.count()];
        for (int k = 0; k < members.length; k++) {
            int[] order = shuffled(members[k], random);
            for (int i = 0; i < shares[k]; i++) {
                held[order[i]] = true;
            }
        }
        return split(held);
    }

    /**
     * {@return a split that keeps every group (subject, run) on one side}
     *
     * <p>Chooses, after putting the groups in random order, a set of whole groups with a number of series closest to
     * the target (the smaller of two equally close).
     *
     * <p>O(g n) worst-case time for g groups, O(n) memory.
     *
     * @param set with groups, at least 2 distinct ones
     * @param validationFraction strictly between 0 and 1
     * @param seed of the random order
     * @throws IllegalArgumentException if there are no groups, there is only one group, or the fraction is out of range
     */
    public static Split byGroup(SeriesSet set, double validationFraction, long seed) {
        int[] groups = groups(set);
        NavigableMap<Integer, Integer> sizes = sizes(groups);
        int target = target(set, validationFraction);
        int[] names = sizes.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] order = shuffled(names, new Random(Seeds.derive(seed)));
        int[] taken = nearestSubset(order, Arrays.stream(order).map(sizes::get).toArray(), target);
        boolean[] held = new boolean[set.count()];
        for (int i = 0; i < held.length; i++) {
            held[i] = Arrays.binarySearch(taken, groups[i]) >= 0;
        }
        return split(held);
    }

    /**
     * {@return one split for each group (subject, run), by ascending group: all series of the group validate, all others
     * train}
     *
     * @param set with groups, at least 2 distinct ones
     * @throws IllegalArgumentException if there are no groups, or there is only one group
     */
    public static List<Split> leaveOneGroupOut(SeriesSet set) {
        int[] groups = groups(set);
        return sizes(groups).keySet().stream()
                .map(left -> {
                    boolean[] held = new boolean[groups.length];
                    for (int i = 0; i < held.length; i++) {
                        held[i] = groups[i] == left;
                    }
                    return split(held);
                })
                .toList();
    }

    /** {@return the indices of the series of each class, ascending} */
    static int[][] members(SeriesSet set) {
        int[][] members = new int[set.classCount()][];
        for (int k = 0; k < members.length; k++) {
            int label = k;
            members[k] = IntStream.range(0, set.count())
                    .filter(i -> set.label(i) == label)
                    .toArray();
        }
        return members;
    }

    /** {@return the first class with series in the set but not in a part of it; -1 if there is none} */
    static int lostClass(SeriesSet set, SeriesSet part) {
        boolean[] kept = new boolean[set.classCount()];
        IntStream.range(0, part.count()).forEach(i -> kept[part.label(i)] = true);
        return IntStream.range(0, set.count())
                .map(set::label)
                .filter(label -> !kept[label])
                .findFirst()
                .orElse(-1);
    }

    static int[] groups(SeriesSet set) {
        return set.groups()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a split by group needs groups; add the array 'groups' or use a stratified split"));
    }

    /** {@return the number of series of each group, of at least 2 groups} */
    static NavigableMap<Integer, Integer> sizes(int[] groups) {
        NavigableMap<Integer, Integer> sizes = new TreeMap<>();
        for (int group : groups) {
            sizes.merge(group, 1, Integer::sum);
        }
        Require.argument(
                sizes.size() >= 2,
                "a split by group needs at least 2 groups, but all %d series are of group %d",
                groups.length,
                sizes.firstKey());
        return sizes;
    }

    private static int target(SeriesSet set, double fraction) {
        Require.argument(
                fraction > 0 && fraction < 1, "the validation fraction must be between 0 and 1, but was %s", fraction);
        Require.argument(set.count() >= 2, "a split needs at least 2 series, but there is 1");
        return Math.max(1, Math.min(set.count() - 1, (int) Math.round(fraction * set.count())));
    }

    private static int[] shares(int[] sizes, double fraction, int target) {
        int[] shares = new int[sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            int most = Math.max(0, sizes[k] - 1);
            shares[k] = Math.min(most, Math.max(1, (int) Math.floor(fraction * sizes[k])));
        }
        for (int missing = target - Arrays.stream(shares).sum(); missing > 0; missing--) {
            int neediest = -1;
            for (int k = 0; k < sizes.length; k++) {
                if (shares[k] < sizes[k] - 1
                        && (neediest < 0
                                || fraction * sizes[k] - shares[k] > fraction * sizes[neediest] - shares[neediest])) {
                    neediest = k;
                }
            }
            if (neediest < 0) {
                break; // every class has only one series left for training
            }
            shares[neediest]++;
        }
        return shares;
    }

    /** Ascending names of a non-empty proper subset of items with a total size as close to the target as possible. */
    private static int[] nearestSubset(int[] names, int[] sizes, int target) {
        int total = Arrays.stream(sizes).sum();
        int[] reachedBy = new int[total + 1]; // 1 + the first item that reached a sum; 0: not reached
        int largest = 0;
        for (int item = 0; item < sizes.length && reachedBy[target] == 0; item++) {
            for (int sum = largest; sum >= 0; sum--) {
                boolean reached = sum == 0 || reachedBy[sum] != 0;
                if (reached && reachedBy[sum + sizes[item]] == 0) {
                    reachedBy[sum + sizes[item]] = item + 1;
                }
            }
            largest += sizes[item];
        }
        int best = 1;
        for (int sum = 1; sum < total; sum++) {
            boolean nearer = reachedBy[best] == 0 || Math.abs(sum - target) < Math.abs(best - target);
            best = reachedBy[sum] != 0 && nearer ? sum : best;
        }
        IntStream.Builder subset = IntStream.builder();
        for (int sum = best; sum > 0; sum -= sizes[reachedBy[sum] - 1]) {
            subset.add(names[reachedBy[sum] - 1]);
        }
        return subset.build().sorted().toArray();
    }

    /** {@return a copy in random order, each order equally likely} */
    public static int[] shuffled(int[] values, Random random) {
        int[] order = values.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    static Split split(boolean[] held) {
        return new Split(
                IntStream.range(0, held.length).filter(i -> !held[i]).toArray(),
                IntStream.range(0, held.length).filter(i -> held[i]).toArray());
    }
}
