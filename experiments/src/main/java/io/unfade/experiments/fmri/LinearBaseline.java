package io.unfade.experiments.fmri;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.math.Vectors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import java.util.List;

/**
 * A linear classifier of the mean of the steps on task: closed-form ridge regression of one score per class. Predicts
 * the class with the largest score.
 *
 * <pre>{@code
 * W = P' (P P' + alpha I)^-1 (Y - mean Y)        P (n, C) standardised by the training series, Y (n, K) ones and zeros
 * }</pre>
 *
 * <p>Alpha is the one of {@link #ALPHAS} with the highest accuracy in leave-one-group-out cross-validation on the
 * training series; the largest in case of ties.
 *
 * @param accuracy share of test series classified correctly
 * @param alpha the chosen penalty
 */
record LinearBaseline(double accuracy, double alpha) {
    /** The candidate penalties. */
    static final List<Double> ALPHAS = List.of(10000.0, 1000.0, 100.0, 10.0, 1.0);

    /**
     * {@return the classifier's score}
     *
     * @param training labelled, with groups and on-task steps
     * @param test labelled, with groups and on-task steps
     * @throws IllegalStateException if the equations cannot be solved
     */
    static LinearBaseline of(SeriesSet training, SeriesSet test) {
        List<Split> inner = Splits.leaveOneGroupOut(training);
        double best = ALPHAS.get(0);
        int most = -1;
        int[] right = new int[ALPHAS.size()];
        for (Split split : inner) {
            int[] more = right(training.select(split.training()), training.select(split.validation()), ALPHAS);
            for (int a = 0; a < right.length; a++) {
                right[a] += more[a];
            }
        }
        for (int a = 0; a < right.length; a++) {
            if (right[a] > most) {
                most = right[a];
                best = ALPHAS.get(a);
            }
        }
        return new LinearBaseline((double) right(training, test, List.of(best))[0] / test.count(), best);
    }

    /** {@return the number of test series classified correctly with each penalty} */
    static int[] right(SeriesSet training, SeriesSet test, List<Double> alphas) {
        double[][] patterns = patterns(training);
        double[][] asked = patterns(test);
        standardize(patterns, asked);
        DMatrixRMaj p = new DMatrixRMaj(patterns);
        DMatrixRMaj kernel = new DMatrixRMaj(0, 0);
        CommonOps_DDRM.multTransB(p, p, kernel);
        DMatrixRMaj towards = new DMatrixRMaj(0, 0);
        CommonOps_DDRM.multTransB(new DMatrixRMaj(asked), p, towards);
        double[] shares = shares(training);
        int[] right = new int[alphas.size()];
        for (int a = 0; a < right.length; a++) {
            DMatrixRMaj answers = new DMatrixRMaj(0, 0);
            CommonOps_DDRM.mult(towards, dual(kernel, alphas.get(a), training, shares), answers);
            for (int i = 0; i < test.count(); i++) {
                double[] scores = shares.clone();
                for (int k = 0; k < scores.length; k++) {
                    scores[k] += answers.get(i, k);
                }
                right[a] += Vectors.argMax(scores) == test.label(i) ? 1 : 0;
            }
        }
        return right;
    }

    private static DMatrixRMaj dual(DMatrixRMaj kernel, double alpha, SeriesSet training, double[] shares) {
        int n = training.count();
        DMatrixRMaj targets = new DMatrixRMaj(n, shares.length);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < shares.length; k++) {
                targets.set(i, k, (training.label(i) == k ? 1 : 0) - shares[k]);
            }
        }
        DMatrixRMaj penalised = kernel.copy();
        for (int i = 0; i < n; i++) {
            penalised.add(i, i, alpha);
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
        if (!solver.setA(penalised)) {
            throw new IllegalStateException("the ridge equations of " + n + " series cannot be solved");
        }
        DMatrixRMaj dual = new DMatrixRMaj(n, shares.length);
        solver.solve(targets, dual);
        return dual;
    }

    /** {@return the share of each class} */
    static double[] shares(SeriesSet set) {
        double[] shares = new double[set.classCount()];
        for (int i = 0; i < set.count(); i++) {
            shares[set.label(i)] += 1.0 / set.count();
        }
        return shares;
    }

    /** {@return the mean of each feature over the steps on task, {@code (n, C)}} */
    private static double[][] patterns(SeriesSet set) {
        Require.argument(set.hasOnTask(), "the linear baseline needs to know which steps are on task");
        double[][] patterns = new double[set.count()][set.features()];
        for (int i = 0; i < patterns.length; i++) {
            int[] steps = Problem.taskSteps(set, i);
            for (int t : steps) {
                for (int c = 0; c < set.features(); c++) {
                    patterns[i][c] += set.value(i, t, c) / steps.length;
                }
            }
        }
        return patterns;
    }

    /** Standardises both by the first's mean and deviation. */
    private static void standardize(double[][] training, double[][] test) {
        int n = training.length;
        for (int c = 0; c < training[0].length; c++) {
            double mean = 0;
            double squares = 0;
            for (double[] row : training) {
                mean += row[c] / n;
            }
            for (double[] row : training) {
                squares += (row[c] - mean) * (row[c] - mean) / n;
            }
            double scale = squares > 0 ? Math.sqrt(squares) : 1;
            for (double[][] set : List.of(training, test)) {
                for (double[] row : set) {
                    row[c] = (row[c] - mean) / scale;
                }
            }
        }
    }
}
