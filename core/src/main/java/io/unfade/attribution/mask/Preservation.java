package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.data.Precision;

import java.util.Arrays;

/**
 * How far f of masked series is from f of the series as they are: the squared difference as a share of what it is without
 * any cell of the series.
 *
 * <pre>{@code
 * E = (f(x') - f(x))^2 / (f(x'_0) - f(x))^2 }</pre>
 *
 * <p>x'_0 is the series masked everywhere. The share makes penalties of masks mean the same whatever the unit of f. If
 * there is no difference but what rounding makes, as of a saturated probability, E is that of a difference of 1.
 */
final class Preservation {
    /** What rounding alone may change of an output of about 1, in either precision. */
    private static final double OF_SINGLE = 1e-6;

    private static final double OF_DOUBLE = 1e-14;

    private final double[] outputs;
    private final double[] scales;
    private final boolean[] differs;

    /**
     * Evaluates f of the series and of what they become without any of their cells: two passes.
     *
     * @param hidden x'_0 {@code (B, T, C)}
     */
    Preservation(Problem problem, double[] hidden) {
        outputs = problem.values();
        scales = problem.at(hidden).values();
        differs = new boolean[scales.length];
        double rounding = problem.precision() == Precision.SINGLE ? OF_SINGLE : OF_DOUBLE;
        for (int b = 0; b < scales.length; b++) {
            double difference = scales[b] - outputs[b];
            differs[b] = Math.abs(difference) > rounding * Math.max(1, Math.abs(outputs[b]));
            scales[b] = differs[b] ? difference * difference : 1;
        }
    }

    /** {@return E of each row of variants of the series without any of their cells: 1, or 0 if f stays as it is} */
    double[] errorsOfNone(Problem variants) {
        double[] errors = new double[variants.inputs().count()];
        Arrays.setAll(errors, row -> differs[row % differs.length] ? 1 : 0);
        return errors;
    }

    /** {@return E of each row of variants of the series, whose number is a multiple of B; one forward pass} */
    double[] errors(Problem variants) {
        double[] values = variants.values();
        for (int row = 0; row < values.length; row++) {
            double difference = values[row] - outputs[row % outputs.length];
            values[row] = difference * difference / scales[row % scales.length];
        }
        return values;
    }

    /** {@return dE/dx' of each row of variants of the series; one backward pass} */
    double[] gradient(Problem variants) {
        Problem.ValuesAndGradient at = variants.valuesAndGradient();
        double[] gradient = at.gradient();
        int size = gradient.length / at.values().length;
        for (int row = 0; row < at.values().length; row++) {
            double difference = at.values()[row] - outputs[row % outputs.length];
            double factor = 2 * difference / scales[row % scales.length];
            for (int i = row * size; i < (row + 1) * size; i++) {
                gradient[i] *= factor;
            }
        }
        return gradient;
    }
}
