package io.unfade.attribution.perturbation;

import io.unfade.check.Require;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Coalitions of n players with the weights of kernel SHAP, and the linear model that fits their values best. */
final class Coalitions {
    /** Players of random coalitions at most: the fit takes their number squared in memory, and cubed in time. */
    static final int MOST_PLAYERS = 2000;

    private static final int MOST_SAMPLES = 1_000_000;
    /** Coalitions for each player at least: with few more than unknowns, the fit is more noise than value. */
    private static final int FEWEST_PER_PLAYER = 8;

    private final int players;
    private final List<BitSet> members = new ArrayList<>();
    private final double[] ofSizes;

    private Coalitions(int players, double... ofSizes) {
        this.players = players;
        this.ofSizes = ofSizes;
    }

    /** Checks the number of coalitions of a method. */
    static void check(String method, int samples) {
        Require.argument(
                samples >= 2 && samples <= MOST_SAMPLES && samples % 2 == 0,
                "%s: samples must be an even number in 2..%d, as coalitions come in pairs, but was %d",
                method,
                MOST_SAMPLES,
                samples);
    }

    /** {@return whether all coalitions are used} */
    static boolean all(int players, int samples) {
        return players < Integer.SIZE - 1 && (1 << players) - 2 <= samples;
    }

    /** {@return so many coalitions, or more if a fit of these players needs them} */
    static int enough(int players, int samples) {
        return Math.max(samples, FEWEST_PER_PLAYER * players);
    }

    /** {@return how many coalitions are used} */
    static int count(int players, int samples) {
        return all(players, samples) ? (1 << players) - 2 : samples;
    }

    /**
     * {@return all coalitions with someone in and someone out, or as many random ones}
     *
     * @param samples at most; even
     */
    static Coalitions of(int players, int samples, Random random) {
        double[] sizes = new double[players + 1]; // the kernel times the number of coalitions of the size
        for (int size = 1; size < players; size++) {
            sizes[size] = (players - 1.0) / size / (players - size);
        }
        return all(players, samples) ? every(players, sizes) : drawn(players, samples, random, sizes);
    }

    private static Coalitions every(int players, double... sizes) {
        double[] weights = new double[players + 1];
        double binomial = 1;
        for (int size = 1; size < players; size++) {
            binomial = binomial * (players - size + 1) / size;
            weights[size] = sizes[size] / binomial;
        }
        Coalitions coalitions = new Coalitions(players, weights);
        for (long members = 1; members < (1L << players) - 1; members++) {
            coalitions.members.add(BitSet.valueOf(new long[] {members}));
        }
        return coalitions;
    }

    private static Coalitions drawn(int players, int samples, Random random, double... sizes) {
        double[] weights = new double[players + 1];
        double sum = 0;
        for (int size = 1; size < players; size++) {
            weights[size] = 1;
            sum += sizes[size];
        }
        Coalitions coalitions = new Coalitions(players, weights);
        while (coalitions.members.size() < samples) {
            int size = 1;
            double at = random.nextDouble() * sum - sizes[size];
            while (at >= 0 && size < players - 1) {
                size++;
                at -= sizes[size];
            }
            BitSet drawn = subset(players, size, random);
            BitSet others = new BitSet(players);
            others.set(0, players);
            others.andNot(drawn);
            coalitions.members.add(drawn);
            coalitions.members.add(others);
        }
        return coalitions;
    }

    /** {@return a random subset of a size (R. W. Floyd's algorithm)} */
    private static BitSet subset(int players, int size, Random random) {
        BitSet subset = new BitSet(players);
        for (int last = players - size; last < players; last++) {
            int drawn = random.nextInt(last + 1);
            subset.set(subset.get(drawn) ? last : drawn);
        }
        return subset;
    }

    int count() {
        return members.size();
    }

    /** {@return whether a player is in a coalition; in none that does not exist} */
    boolean has(int coalition, int player) {
        return coalition < members.size() && members.get(coalition).get(player);
    }

    /**
     * {@return the coefficients of the linear model}
     *
     * <p>With equal coefficients subtracted, the others sum to 0: they are sought in the subspace of such vectors, by
     * the normal equations between its projections.
     *
     * @param whole the sum of the coefficients
     * @param gains value of each coalition, less that of none
     */
    double[] fit(double whole, double... gains) {
        double equal = whole / players;
        DMatrixRMaj products = new DMatrixRMaj(players, players);
        DMatrixRMaj right = new DMatrixRMaj(players, 1);
        double weights = 0;
        for (int k = 0; k < gains.length; k++) {
            int[] in = members.get(k).stream().toArray();
            double weight = ofSizes[in.length];
            double rest = weight * (gains[k] - in.length * equal);
            weights += weight;
            for (int i : in) {
                right.data[i] += rest;
                for (int j : in) {
                    products.data[i * players + j] += weight;
                }
            }
        }
        centre(products, weights);
        double mean = mean(right.data, 0, 1);
        for (int i = 0; i < players; i++) {
            right.data[i] = weights == 0 ? 0 : (right.data[i] - mean) / weights;
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.leastSquaresQrPivot(true, false);
        solver.setA(products);
        DMatrixRMaj solution = new DMatrixRMaj(players, 1);
        solver.solve(right, solution);
        double[] coefficients = solution.data;
        double over = mean(coefficients, 0, 1);
        for (int i = 0; i < players; i++) {
            coefficients[i] += equal - over;
        }
        return coefficients;
    }

    /** Divides by a number, projects rows and columns to sum 0, and adds 1/n, which makes equal values a solution of 0. */
    private void centre(DMatrixRMaj matrix, double divisor) {
        for (int i = 0; i < players; i++) {
            centre(matrix.data, i * players, 1);
        }
        for (int j = 0; j < players; j++) {
            centre(matrix.data, j, players);
        }
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = (divisor == 0 ? 0 : matrix.data[i] / divisor) + 1.0 / players;
        }
    }

    private void centre(double[] values, int from, int stride) {
        double mean = mean(values, from, stride);
        for (int i = 0; i < players; i++) {
            values[from + i * stride] -= mean;
        }
    }

    private double mean(double[] values, int from, int stride) {
        double sum = 0;
        for (int i = 0; i < players; i++) {
            sum += values[from + i * stride];
        }
        return sum / players;
    }
}
