package io.unfade.attribution.mask;

import io.unfade.model.Inputs;

import java.util.Arrays;

/**
 * The gates of an extremal mask, before they are clamped to 0..1, as a function of what is learned: a centre for each
 * cell, and a trend over time for each feature.
 *
 * <pre>{@code
 * a_tc = u_tc sigmoid(u_tc h_tc)    where    u_tc = centre_tc + 1/2 + noise_tc }</pre>
 *
 * <p>The trend h is linear between knots. Without knots, a = u. Parameters are one array: the centres {@code (B, T, C)},
 * then the trends at the knots {@code (B, knots, C)}.
 */
final class TrendGates {
    private static final double CENTRE = 0.5;
    /** Standard deviations of the noise that are integrated over. */
    private static final double WIDE = 6;
    /** From so many standard deviations on, the density of the noise is 0. */
    private static final double FAR = 40;

    private static final int NODES = 512;

    private final Inputs inputs;
    private final boolean followsTrend;
    /*
     * 1 without a trend, not 0: the compiler of the virtual machine may divide by it before it looks whether there is one.
     */
    private final int spacing;
    private final int knots;

    /**
     * Gates of series.
     *
     * @param spacing steps between two knots; 0 for no trend
     */
    TrendGates(Inputs inputs, int spacing) {
        this.inputs = inputs;
        followsTrend = spacing > 0;
        this.spacing = Math.max(1, spacing);
        knots = followsTrend ? (inputs.steps() - 1) / spacing + 2 : 0;
    }

    /** {@return how many parameters there are} */
    int size() {
        return inputs.count() * (inputs.steps() + knots) * inputs.features();
    }

    /** Sets the parameters with which learning begins: u = 1, so that a is 1 without a trend, and 1/2 with a flat one. */
    void start(double[] parameters) {
        Arrays.fill(parameters, 0, inputs.values().length, CENTRE);
    }

    /** {@return u of a cell without noise; the gate is open if it is above 0, whatever the trend} */
    static double position(double[] parameters, int cell) {
        return parameters[cell] + CENTRE;
    }

    /** {@return a of each cell, {@code (B, T, C)}} */
    double[] of(double[] parameters, double[] noise) {
        double[] gates = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            for (int t = 0; t < inputs.lengths()[b]; t++) {
                for (int c = 0; c < inputs.features(); c++) {
                    int i = inputs.offset(b) + t * inputs.features() + c;
                    double u = position(parameters, i) + noise[i];
                    gates[i] = followsTrend ? u * sigmoid(u * trend(parameters, b, t, c)) : u;
                }
            }
        }
        return gates;
    }

    /**
     * {@return the mean of each cell's mask, which is a clamped to 0..1, over normal noise; 0 in the padding} Unlike the
     * mask without noise, it tells cells whose gate is nearly open from those whose gate is far from it.
     *
     * @param deviation of the noise
     */
    double[] meanMask(double[] parameters, double deviation) {
        double[] mask = new double[inputs.values().length];
        for (int b = 0; b < inputs.count(); b++) {
            for (int t = 0; t < inputs.lengths()[b]; t++) {
                for (int c = 0; c < inputs.features(); c++) {
                    int i = inputs.offset(b) + t * inputs.features() + c;
                    double h = followsTrend ? trend(parameters, b, t, c) : Double.MAX_VALUE;
                    mask[i] = mean(position(parameters, i), h, deviation);
                }
            }
        }
        return mask;
    }

    /** {@return the mean of a clamped gate, u = centre + deviation z: by the midpoint rule over the z of u above 0} */
    private static double mean(double centre, double h, double deviation) {
        double from = Math.max(-WIDE, -centre / deviation);
        if (from > FAR) {
            return 0;
        }
        double step = (Math.max(WIDE, from + WIDE) - from) / NODES;
        double sum = 0;
        for (int k = 0; k < NODES; k++) {
            double z = from + (k + 0.5) * step;
            double u = centre + deviation * z;
            sum += Math.exp(-z * z / 2) * MaskPenalties.clamped(u * sigmoid(u * h));
        }
        return Math.min(1, sum * step / Math.sqrt(2 * Math.PI));
    }

    /** Adds dJ/d parameters, given dJ/da {@code (B, T, C)} of a function J. */
    void addGradient(double[] ofGates, double[] parameters, double[] noise, double[] gradient) {
        for (int b = 0; b < inputs.count(); b++) {
            for (int t = 0; t < inputs.lengths()[b]; t++) {
                for (int c = 0; c < inputs.features(); c++) {
                    int i = inputs.offset(b) + t * inputs.features() + c;
                    if (!followsTrend) {
                        gradient[i] += ofGates[i];
                        continue;
                    }
                    double u = position(parameters, i) + noise[i];
                    double h = trend(parameters, b, t, c);
                    double open = sigmoid(u * h);
                    double slope = open * (1 - open);
                    gradient[i] += ofGates[i] * (open + u * h * slope);
                    double later = later(t);
                    int knot = knot(b, t, c);
                    gradient[knot] += (1 - later) * ofGates[i] * u * u * slope;
                    gradient[knot + inputs.features()] += later * ofGates[i] * u * u * slope;
                }
            }
        }
    }

    private double trend(double[] parameters, int series, int time, int feature) {
        int knot = knot(series, time, feature);
        double later = later(time);
        return (1 - later) * parameters[knot] + later * parameters[knot + inputs.features()];
    }

    /** {@return where the parameter of the last knot up to a step is} */
    private int knot(int series, int time, int feature) {
        return inputs.values().length + (series * knots + time / spacing) * inputs.features() + feature;
    }

    /** {@return the share of the next knot at a step} */
    private double later(int time) {
        return (double) (time % spacing) / spacing;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
