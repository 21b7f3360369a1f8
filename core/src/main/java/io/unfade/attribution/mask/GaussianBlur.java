package io.unfade.attribution.mask;

import io.unfade.model.Inputs;

/**
 * Cells that blur over time: each is the mean of its feature over the steps, the weight of a step falling with its
 * distance.
 *
 * <pre>{@code
 * x'_t = sum over t' of w_t' x_t' / sum over t' of w_t'
 * w_t' = exp(-(t' - t)^2 / (2 s^2)),   s = width (1 + 1e-7 - m_t) }</pre>
 *
 * @param inputs the series
 * @param width the standard deviation in steps at a mask of 0
 */
record GaussianBlur(Inputs inputs, double width) implements Perturbation {
    private static final double NARROWEST = 1e-7;
    /** Weights below this leave a double as it is. */
    private static final double SMALLEST_WEIGHT = 1e-17;

    /** The masked value of a cell, and its slope in s. */
    private record Blurred(double value, double slope) {}

    @Override
    public double[] of(double[] mask) {
        double[] masked = new double[mask.length];
        for (int b = 0; b < inputs.count(); b++) {
            int first = inputs.offset(b);
            for (int i = first; i < first + inputs.cells(b); i++) {
                masked[i] = blurred(b, i, mask[i]).value;
            }
        }
        return masked;
    }

    @Override
    public double[] gradient(double[] mask, double[] gradient) {
        double[] ofMask = new double[mask.length];
        for (int b = 0; b < inputs.count(); b++) {
            int first = inputs.offset(b);
            for (int i = first; i < first + inputs.cells(b); i++) {
                ofMask[i] = -width * gradient[i] * blurred(b, i, mask[i]).slope;
            }
        }
        return ofMask;
    }

    private Blurred blurred(int series, int cell, double mask) {
        double s = width * (1 + NARROWEST - mask);
        double ofOneStep = Math.exp(-1 / (2 * s * s));
        double own = inputs.values()[cell];
        double weights = 1;
        double sum = 0;
        double slopes = 0;
        double ofSlopes = 0;
        double weight = ofOneStep;
        double ratio = ofOneStep;
        for (int d = 1; d < inputs.lengths()[series] && weight > SMALLEST_WEIGHT; d++) {
            for (int side = -1; side <= 1; side += 2) {
                int other = cell + side * d * inputs.features();
                if (other >= inputs.offset(series) && other < inputs.offset(series) + inputs.cells(series)) {
                    double difference = inputs.values()[other] - own;
                    weights += weight;
                    sum += weight * difference;
                    slopes += weight * d * d;
                    ofSlopes += weight * d * d * difference;
                }
            }
            ratio *= ofOneStep * ofOneStep;
            weight *= ratio;
        }
        double mean = sum / weights;
        return new Blurred(own + mean, (ofSlopes - slopes * mean) / weights / (s * s * s));
    }
}
