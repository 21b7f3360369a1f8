package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.data.Precision;

import java.util.Arrays;

/**
 * How far outputs of masked series are from those of the series as they are: the squared difference as a share of what it
 * is without any cell of the series.
 *
 * <pre>{@code
 * E = sum over k of (f_k(x') - f_k(x))^2 / sum over k of (f_k(x'_0) - f_k(x))^2 }</pre>
 *
 * <p>The sums are over all outputs of the model, or there is only the explained one. x'_0 is the series masked everywhere.
 * The share makes penalties of masks mean the same whatever the unit of f. If there is no difference but what rounding
 * makes, as of a saturated probability, E is that of a difference of 1.
 */
final class Preservation {
    /** What rounding alone may change of an output of about 1, in either precision. */
    private static final double OF_SINGLE = 1e-6;

    private static final double OF_DOUBLE = 1e-14;

    private final Preserved preserved;
    private final double[][] outputs;
    private final double[] scales;
    private final boolean[] differs;

    /**
     * Evaluates the outputs of the series and of what they become without any of their cells: two passes.
     *
     * @param preserved which outputs
     * @param hidden x'_0 {@code (B, T, C)}
     */
    Preservation(Preserved preserved, Problem problem, double[] hidden) {
        this.preserved = preserved;
        outputs = outputs(problem);
        scales = squaredDifferences(outputs(problem.at(hidden)));
        differs = new boolean[scales.length];
        double rounding = problem.precision() == Precision.SINGLE ? OF_SINGLE : OF_DOUBLE;
        for (int b = 0; b < scales.length; b++) {
            double size = Arrays.stream(outputs[b]).map(Math::abs).max().orElseThrow();
            differs[b] = Math.sqrt(scales[b]) > rounding * Math.max(1, size);
            scales[b] = differs[b] ? scales[b] : 1;
        }
    }

    private double[][] outputs(Problem problem) {
        return preserved == Preserved.ALL
                ? problem.outputs()
                : Arrays.stream(problem.values())
                        .mapToObj(value -> new double[] {value})
                        .toArray(double[][]::new);
    }

    private double[] squaredDifferences(double[]... others) {
        double[] sums = new double[others.length];
        for (int row = 0; row < sums.length; row++) {
            double[] kept = outputs[row % outputs.length];
            for (int k = 0; k < kept.length; k++) {
                double difference = others[row][k] - kept[k];
                sums[row] += difference * difference;
            }
        }
        return sums;
    }

    /** {@return E of each row of variants of the series without any of their cells: 1, or 0 if the outputs stay as they are} */
    double[] errorsOfNone(Problem variants) {
        double[] errors = new double[variants.inputs().count()];
        Arrays.setAll(errors, row -> differs[row % differs.length] ? 1 : 0);
        return errors;
    }

    /** {@return E of each row of variants of the series, whose number is a multiple of B; one forward pass} */
    double[] errors(Problem variants) {
        double[] errors = squaredDifferences(outputs(variants));
        Arrays.setAll(errors, row -> errors[row] / scales[row % scales.length]);
        return errors;
    }

    /** {@return dE/dx' of each row of variants of the series; one backward pass} */
    double[] gradient(Problem variants) {
        if (preserved == Preserved.ALL) {
            return variants.derivative(this::slopes).gradient();
        }
        Problem.ValuesAndGradient at = variants.valuesAndGradient();
        double[] gradient = at.gradient();
        int size = gradient.length / at.values().length;
        for (int row = 0; row < at.values().length; row++) {
            double factor = slope(row, 0, at.values()[row]);
            for (int i = row * size; i < (row + 1) * size; i++) {
                gradient[i] *= factor;
            }
        }
        return gradient;
    }

    /** {@return dE/df_k of each row} */
    private double[][] slopes(double[][] ofRows) {
        double[][] slopes = new double[ofRows.length][];
        for (int row = 0; row < slopes.length; row++) {
            slopes[row] = new double[ofRows[row].length];
            for (int k = 0; k < slopes[row].length; k++) {
                slopes[row][k] = slope(row, k, ofRows[row][k]);
            }
        }
        return slopes;
    }

    private double slope(int row, int k, double output) {
        return 2 * (output - outputs[row % outputs.length][k]) / scales[row % scales.length];
    }
}
