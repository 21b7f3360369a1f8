package io.unfade.baseline;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.math.Vectors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ridge regression of one score per class, 1 for its series and -1 for others, with an intercept that is not penalised.
 * Predicts the class with the largest score; of equal ones the first. The penalty is the one of {@link #PENALTIES} with
 * the smallest mean squared error of all scores when each series in turn is left out, the smallest penalty in case of
 * ties: what scikit-learn's {@code RidgeClassifierCV} does.
 *
 * <p>One eigendecomposition serves all penalties and all series left out. With n series of p values and m = min(n, p):
 * O(n p m + m^3) time, O(n p) memory; about 10 s for 8,000 series of 784 values, 2 s for 300 series of 20,000.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>R. M. Rifkin, R. A. Lippert, "Notes on Regularized Least Squares", MIT-CSAIL-TR-2007-025, 2007, sections 3 and 4
 *       (leave-one-out)
 * </ol>
 */
public record LinearModel() implements BaselineClassifier {
    /** The candidate penalties: ten from 0.001 to 1000, evenly spaced in their logarithm. */
    static final double[] PENALTIES = IntStream.range(0, 10)
            .mapToDouble(i -> Math.pow(10, -3 + 6 * i / 9.0))
            .toArray();

    @Override
    public String key() {
        return "linear";
    }

    @Override
    public String title() {
        return "linear model";
    }

    @Override
    public Fitted fit(SeriesVectors training, int[] labels, int classes, Progress progress) {
        Solution solution = solve(training, labels, classes, progress);
        return (tested, watched) -> {
            int[] predicted = new int[tested.count()];
            double[][] scores = solution.scores(tested);
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] = Vectors.argMax(scores[i]);
            }
            return predicted;
        };
    }

    /**
     * {@return the weights of the score of each class, by class index, {@code (K, p)}}
     *
     * @param training n vectors of p values
     * @param labels n class indices; one below 0 is that of no class
     */
    public static double[][] weights(SeriesVectors training, int... labels) {
        int classes = Arrays.stream(labels).max().orElseThrow() + 1;
        DMatrixRMaj weights = solve(training, labels, classes, Progress.NONE).weights();
        double[][] rows = new double[classes][weights.numRows];
        for (int i = 0; i < weights.data.length; i++) {
            rows[i % classes][i / classes] = weights.data[i];
        }
        return rows;
    }

    /**
     * A solved regression.
     *
     * @param penalty the chosen penalty
     * @param errors the mean squared error of series left out, for each penalty
     * @param weights {@code (p, K)}
     * @param intercepts K of them
     */
    record Solution(double penalty, double[] errors, DMatrixRMaj weights, double[] intercepts) {
        /** {@return the score of each class for each series} */
        double[][] scores(SeriesVectors tested) {
            Require.size("a vector", weights.numRows, tested.size());
            DMatrixRMaj product = new DMatrixRMaj(tested.count(), weights.numCols);
            CommonOps_DDRM.mult(DMatrixRMaj.wrap(tested.count(), tested.size(), tested.values()), weights, product);
            double[][] scores = new double[tested.count()][weights.numCols];
            for (int i = 0; i < scores.length; i++) {
                for (int k = 0; k < weights.numCols; k++) {
                    scores[i][k] = product.get(i, k) + intercepts[k];
                }
            }
            return scores;
        }
    }

    static Solution solve(SeriesVectors training, int[] labels, int classes, Progress progress) {
        Require.size("the labels of the training series", training.count(), labels.length);
        progress.check();
        if (progress.live()) {
            progress.update(Baselines.TASK, 0, "linear model");
        }
        double[] means = means(training.values(), training.size());
        DMatrixRMaj x = centred(training.values(), training.size(), means);
        DMatrixRMaj targets = new DMatrixRMaj(labels.length, classes);
        for (int i = 0; i < labels.length; i++) {
            for (int k = 0; k < classes; k++) {
                targets.set(i, k, labels[i] == k ? 1 : -1);
            }
        }
        double[] shares = means(targets.data, classes);
        DMatrixRMaj y = centred(targets.data, classes, shares);
        LeaveOneOut system = x.numRows <= x.numCols ? LeaveOneOut.dual(x, y) : LeaveOneOut.primal(x, y);
        progress.check();
        double[] errors = Arrays.stream(PENALTIES).map(system::error).toArray();
        double penalty = PENALTIES[
                Vectors.argMax(Arrays.stream(errors).map(error -> -error).toArray())];
        DMatrixRMaj weights = system.weights(penalty);
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < means.length; j++) {
                shares[k] -= means[j] * weights.get(j, k);
            }
        }
        return new Solution(penalty, errors, weights, shares);
    }

    private static double[] means(double[] values, int columns) {
        int rows = values.length / columns;
        double[] means = new double[columns];
        for (int i = 0; i < values.length; i++) {
            means[i % columns] += values[i];
        }
        for (int j = 0; j < columns; j++) {
            means[j] /= rows;
        }
        return means;
    }

    private static DMatrixRMaj centred(double[] values, int columns, double[] means) {
        DMatrixRMaj centred = new DMatrixRMaj(values.length / columns, columns);
        for (int i = 0; i < values.length; i++) {
            centred.data[i] = values[i] - means[i % columns];
        }
        return centred;
    }
}
