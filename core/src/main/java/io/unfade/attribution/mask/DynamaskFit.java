package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;

import java.util.Arrays;

/** What a {@link Dynamask} learns, of several areas of each series at once, and its objective. */
final class DynamaskFit {
    private static final double START = 0.5;
    private static final double MOMENTUM = 0.9;

    /** Largest change of a cell in a step, before the momentum. */
    private static final double LONGEST_STEP = 0.1;

    /** Farthest from its area that the mean of a mask may end. */
    private static final double NEAR = 0.1;

    private static final double ROUNDING = 1e-9;

    private final Dynamask options;
    private final Preservation preserved;
    private final Problem rows;
    private final Inputs inputs;
    private final Perturbation perturbation;
    private final double[] areas;

    /**
     * A fit.
     *
     * @param rows variants of the series, one after the other
     * @param areas of the mask of each row, as a share of the cells
     */
    DynamaskFit(Dynamask options, Preservation preserved, Problem rows, double... areas) {
        this.options = options;
        this.preserved = preserved;
        this.rows = rows;
        this.areas = areas;
        inputs = rows.inputs();
        perturbation = options.perturbation(rows);
    }

    /** {@return the masks {@code (rows, T, C)}; 0 in the padding} */
    double[] learned() {
        double[] mask = new double[inputs.values().length];
        for (int row = 0; row < inputs.count(); row++) {
            Arrays.fill(mask, inputs.offset(row), inputs.offset(row) + inputs.cells(row), START);
        }
        double[] velocity = new double[mask.length];
        for (int k = 0; k < options.iterations(); k++) {
            double[] gradient = gradient(mask, options.sizeAt(k));
            for (int row = 0; row < inputs.count(); row++) {
                double rate = rate(row, gradient);
                for (int i = inputs.offset(row); i < inputs.offset(row) + inputs.cells(row); i++) {
                    velocity[i] = MOMENTUM * velocity[i] + rate * gradient[i];
                    mask[i] = MaskPenalties.clamped(mask[i] - velocity[i]);
                }
            }
        }
        return mask;
    }

    /**
     * {@return the step of a row along its gradient; it grows with the number of cells, since the objective is of means over
     * them, whose slopes by one cell would otherwise be too small in long series}
     */
    private double rate(int row, double[] gradient) {
        double largest = 0;
        for (int i = inputs.offset(row); i < inputs.offset(row) + inputs.cells(row); i++) {
            largest = Math.max(largest, Math.abs(gradient[i]));
        }
        return Math.min(options.rate() * inputs.cells(row), LONGEST_STEP / largest);
    }

    /** {@return whether a mask came near the area that was asked for, in whole cells} */
    boolean hasArea(double[] mask, int row) {
        double area = 1 - (double) zeros(row) / inputs.cells(row);
        return Math.abs(MaskPenalties.mean(inputs, row, mask) - area) <= NEAR;
    }

    /** {@return E of each row with its mask; one forward pass} */
    double[] errors(double[] mask) {
        return preserved.errors(rows.at(perturbation.of(mask)));
    }

    /** {@return E of each row without any cell} */
    double[] errorsOfNone() {
        return preserved.errorsOfNone(rows);
    }

    /** {@return the penalties of each row, for a penalty of the size} */
    double[] penalties(double[] mask, double size) {
        double[] penalties = new double[inputs.count()];
        Arrays.setAll(penalties, row -> {
            double[] sorted = sorted(mask, row);
            int zeros = zeros(row);
            double sum = 0;
            for (int i = 0; i < sorted.length; i++) {
                double difference = sorted[i] - (i < zeros ? 0 : 1);
                sum += difference * difference;
            }
            return size * sum / sorted.length + options.time() * MaskPenalties.variation(inputs, row, mask);
        });
        return penalties;
    }

    /** {@return the gradient of E and of the penalties by the masks; one backward pass} */
    double[] gradient(double[] mask, double size) {
        double[] gradient = perturbation.gradient(mask, preserved.gradient(rows.at(perturbation.of(mask))));
        for (int row = 0; row < inputs.count(); row++) {
            addSize(row, mask, size, gradient);
            if (options.time() > 0) {
                MaskPenalties.addVariation(inputs, row, mask, options.time(), gradient);
            }
        }
        return gradient;
    }

    /** Adds the gradient of the penalty of the size: cells of equal value share the places that they take. */
    private void addSize(int row, double[] mask, double size, double[] gradient) {
        double[] sorted = sorted(mask, row);
        int zeros = zeros(row);
        double border = sorted[Math.min(zeros, sorted.length - 1)];
        int from = 0;
        while (sorted[from] < border) {
            from++;
        }
        int to = from;
        while (to < sorted.length && sorted[to] == border) {
            to++;
        }
        double atBorder = (double) (to - Math.max(from, zeros)) / (to - from);
        int first = inputs.offset(row);
        for (int i = first; i < first + sorted.length; i++) {
            double wanted = mask[i] < border ? 0 : mask[i] > border ? 1 : atBorder;
            gradient[i] += size * 2 * (mask[i] - wanted) / sorted.length;
        }
    }

    private double[] sorted(double[] mask, int row) {
        double[] sorted = Arrays.copyOfRange(mask, inputs.offset(row), inputs.offset(row) + inputs.cells(row));
        Arrays.sort(sorted);
        return sorted;
    }

    /** {@return how many cells of a row are to be closed} */
    private int zeros(int row) {
        return (int) Math.floor((1 - areas[row]) * inputs.cells(row) + ROUNDING);
    }
}
