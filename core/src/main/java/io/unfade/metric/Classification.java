package io.unfade.metric;

import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Agreement of predicted probabilities with known classes. The predicted class is the most probable one; ties go to the
 * lowest index.
 *
 * <pre>{@code
 * accuracy         = right / n
 * balancedAccuracy = mean of the recalls of the classes that occur
 * logLoss          = mean of -ln max(p[true class], 2^-1074)
 * }</pre>
 *
 * <p>2^-1074 is the smallest positive double, so one certain but wrong prediction costs 744.4 nats rather than
 * infinity.
 *
 * @param accuracy 0..1, higher is better
 * @param balancedAccuracy 0..1, higher is better; 1/K for guessing, however unequal the classes
 * @param logLoss nats, 0 or more, lower is better
 * @param confusion counts of series, {@code [true][predicted]}, {@code (K, K)}; owned by this record, not to be changed
 * @param perClass the measures of each class, K of them
 */
public record Classification(
        double accuracy, double balancedAccuracy, double logLoss, int[][] confusion, List<ClassScores> perClass) {
    private static final double SUM_SLACK = 1e-4; // a float softmax over many classes

    /**
     * The measures of one class, each 0..1. A measure with denominator 0 is undefined, NaN: scikit-learn's {@code
     * zero_division=np.nan} rather than its default of 0.
     *
     * @param precision share of correct predictions of this class; NaN if it is never predicted
     * @param recall share of this class's series that are found; NaN if it does not occur
     * @param f1 {@code 2 right / (predictions + support)}, their harmonic mean if both are defined; NaN if the class
     *     neither occurs nor is predicted
     * @param support number of series of this class
     */
    public record ClassScores(double precision, double recall, double f1, int support) {}

    /**
     * {@return the measures of a set of predictions}
     *
     * <p>O(n K) time.
     *
     * @param probabilities {@code (n, K)}, each row non-negative with sum 1; n and K at least 1
     * @param labels the n known classes, each in 0..K-1
     * @throws IllegalArgumentException if a size, a probability or a label violates these rules
     */
    public static Classification of(double[][] probabilities, int[] labels) {
        check(probabilities, labels);
        int classes = probabilities[0].length;
        int[][] confusion = new int[classes][classes];
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            confusion[labels[i]][Vectors.argMax(probabilities[i])]++;
            loss -= Math.log(Math.max(probabilities[i][labels[i]], Double.MIN_VALUE));
        }
        List<ClassScores> perClass = new ArrayList<>(classes);
        int right = 0;
        for (int k = 0; k < classes; k++) {
            perClass.add(scores(confusion, k));
            right += confusion[k][k];
        }
        return new Classification(
                right / (double) labels.length,
                perClass.stream()
                        .filter(scores -> scores.support() > 0)
                        .mapToDouble(ClassScores::recall)
                        .average()
                        .orElseThrow(),
                loss / labels.length,
                confusion,
                Collections.unmodifiableList(perClass));
    }

    private static void check(double[][] probabilities, int[] labels) {
        Require.argument(labels.length >= 1, "at least 1 prediction is needed");
        Require.argument(
                probabilities.length == labels.length,
                "there must be as many predictions as labels, but there are %d and %d",
                probabilities.length,
                labels.length);
        int classes = probabilities[0].length;
        for (int i = 0; i < labels.length; i++) {
            Require.argument(
                    probabilities[i].length == classes,
                    "prediction %d must have %d probabilities, but has %d",
                    i,
                    classes,
                    probabilities[i].length);
            Require.argument(
                    labels[i] >= 0 && labels[i] < classes,
                    "label %d must be in 0..%d, but was %d",
                    i,
                    classes - 1,
                    labels[i]);
            double sum = Arrays.stream(probabilities[i]).sum();
            Require.argument(
                    Math.abs(sum - 1) <= SUM_SLACK
                            && Arrays.stream(probabilities[i]).allMatch(p -> p >= 0),
                    "prediction %d must be non-negative with sum 1, but was %s",
                    i,
                    Arrays.toString(probabilities[i]));
        }
    }

    private static ClassScores scores(int[][] confusion, int k) {
        int support = Arrays.stream(confusion[k]).sum();
        int predicted = Arrays.stream(confusion).mapToInt(row -> row[k]).sum();
        int hits = confusion[k][k];
        return new ClassScores(
                ratio(hits, predicted), ratio(hits, support), ratio(2 * hits, predicted + support), support);
    }

    private static double ratio(int numerator, int denominator) {
        return denominator == 0 ? Double.NaN : numerator / (double) denominator;
    }
}
