package io.unfade.fmri.group;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Permutations of labels within groups, random or exhaustive. Each is an assignment of classes to observations that
 * keeps the class counts of every group.
 */
final class Shuffles {
    private final int[] labels;
    private final int[][] members;

    Shuffles(int[] labels, int[] groups) {
        this.labels = labels.clone();
        Map<Integer, int[]> found = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            found.merge(groups[i], new int[] {i}, Shuffles::joined);
        }
        members = found.values().toArray(int[][]::new);
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** {@return the number of distinct permutations: the product over groups of n! / (n_1! ... n_K!)} */
    BigInteger distinct() {
        BigInteger ways = BigInteger.ONE;
        for (int[] group : members) {
            Map<Integer, Integer> counts = new LinkedHashMap<>();
            for (int i = 0; i < group.length; i++) {
                int equal = counts.merge(labels[group[i]], 1, Integer::sum);
                ways = ways.multiply(BigInteger.valueOf(i + 1)).divide(BigInteger.valueOf(equal));
            }
        }
        return ways;
    }

    /** Draws a uniform permutation. */
    void random(Random random, int[] target) {
        System.arraycopy(labels, 0, target, 0, labels.length);
        for (int[] group : members) {
            for (int i = group.length - 1; i > 0; i--) {
                swap(target, group[i], group[random.nextInt(i + 1)]);
            }
        }
    }

    /** {@return the first permutation: labels in ascending order in each group} */
    int[] first() {
        int[] target = labels.clone();
        for (int[] group : members) {
            rearrange(target, group, 0);
        }
        return target;
    }

    /** {@return whether there is another permutation; it is then stored in the target} */
    boolean next(int[] target) {
        for (int[] group : members) {
            if (nextIn(target, group)) {
                return true;
            }
            rearrange(target, group, 0);
        }
        return false;
    }

    /** Advances one group to its next arrangement in lexicographic order, if any. */
    private static boolean nextIn(int[] target, int[] group) {
        int pivot = group.length - 2;
        while (pivot >= 0 && target[group[pivot]] >= target[group[pivot + 1]]) {
            pivot--;
        }
        if (pivot < 0) {
            return false;
        }
        int successor = group.length - 1;
        while (target[group[successor]] <= target[group[pivot]]) {
            successor--;
        }
        swap(target, group[pivot], group[successor]);
        rearrange(target, group, pivot + 1);
        return true;
    }

    /** Sorts the labels of a group from one of its members on. */
    private static void rearrange(int[] target, int[] group, int from) {
        int[] sorted = Arrays.stream(group, from, group.length)
                .map(i -> target[i])
                .sorted()
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
            target[group[from + i]] = sorted[i];
        }
    }

    private static void swap(int[] target, int a, int b) {
        int kept = target[a];
        target[a] = target[b];
        target[b] = kept;
    }
}
