package io.unfade.data;

import io.unfade.check.Require;
import io.unfade.math.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Divides a set into folds, each held out once as the validation series of a {@link Split}. Every series is in exactly
 * one fold. Folds depend only on the set and the seed, and are the same on every platform. See also {@link
 * Splits#leaveOneGroupOut}.
 */
public final class Folds {
    private Folds() {}

    /**
     * {@return k folds with the series of every class spread evenly}
     *
     * <p>Class counts and sizes differ by at most 1 between folds.
     *
     * @param set labelled; every class that occurs has at least k series
     * @param k at least 2
     * @param seed of the random order
     * @throws IllegalArgumentException if there are no labels, k is below 2, or a class has fewer than k series; the
     *     message names it and a valid k
     */
    public static List<Split> stratified(SeriesSet set, int k, long seed) {
        Require.argument(set.hasLabels(), "stratified folds need labels; use random ones");
        checkCount(k);
        int[][] members = Splits.members(set);
        for (int c = 0; c < members.length; c++) {
            Require.argument(
                    members[c].length == 0 || members[c].length >= k,
                    "class '%s' has %d series, which cannot be in each of %d folds; use at most %d folds, or leave the class out",
                    set.classNames().get(c),
                    members[c].length,
                    k,
                    members[c].length);
        }
        return dealt(members, set.count(), k, new Random(Seeds.derive(seed)));
    }

    /**
     * {@return k random folds; their sizes differ by at most 1}
     *
     * @param set at least k series
     * @param k at least 2
     * @param seed of the random order
     * @throws IllegalArgumentException if k is below 2 or above the number of series
     */
    public static List<Split> random(SeriesSet set, int k, long seed) {
        checkCount(k);
        Require.argument(k <= set.count(), "%d folds need as many series, but there are %d", k, set.count());
        int[][] all = {IntStream.range(0, set.count()).toArray()};
        return dealt(all, set.count(), k, new Random(Seeds.derive(seed)));
    }

    /**
     * {@return k folds of whole groups (subjects, runs), of about equal size}
     *
     * <p>Groups, in random order and then by descending size, are assigned one by one to the fold with the fewest
     * series.
     *
     * @param set with at least k groups
     * @param k at least 2
     * @param seed of the random order
     * @throws IllegalArgumentException if there are no groups, k is below 2 or above the number of groups
     */
    public static List<Split> wholeGroups(SeriesSet set, int k, long seed) {
        checkCount(k);
        int[] groups = Splits.groups(set);
        NavigableMap<Integer, Integer> sizes = Splits.sizes(groups);
        Require.argument(
                k <= sizes.size(), "%d folds of whole groups need as many groups, but there are %d", k, sizes.size());
        int[] names = sizes.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] order = IntStream.of(Splits.shuffled(names, new Random(Seeds.derive(seed))))
                .boxed()
                .sorted((a, b) -> Integer.compare(sizes.getOrDefault(b, 0), sizes.getOrDefault(a, 0)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] foldOf = new int[names.length];
        int[] filled = new int[k];
        for (int group : order) {
            int fewest = IntStream.range(0, k)
                    .reduce((a, b) -> filled[b] < filled[a] ? b : a)
                    .orElseThrow();
            foldOf[Arrays.binarySearch(names, group)] = fewest;
            filled[fewest] += sizes.getOrDefault(group, 0);
        }
        return splits(
                Arrays.stream(groups)
                        .map(group -> foldOf[Arrays.binarySearch(names, group)])
                        .toArray(),
                k);
    }

    private static void checkCount(int k) {
        Require.argument(k >= 2, "there must be at least 2 folds, but %d was asked for", k);
    }

    /**
     * {@return the folds after shuffling each class and dealing out its series in turn, continuing where the last class
     * ended}
     */
    private static List<Split> dealt(int[][] members, int count, int k, Random random) {
        int[] foldOf = new int[count];
        int next = 0;
        for (int[] member : members) {
            for (int series : Splits.shuffled(member, random)) {
                foldOf[series] = next++ % k;
            }
        }
        return splits(foldOf, k);
    }

    private static List<Split> splits(int[] foldOf, int k) {
        List<Split> folds = new ArrayList<>(k);
        for (int fold = 0; fold < k; fold++) {
            boolean[] held = new boolean[foldOf.length];
            for (int i = 0; i < held.length; i++) {
                held[i] = foldOf[i] == fold;
            }
            folds.add(Splits.split(held));
        }
        return folds;
    }
}
