package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import org.apache.commons.statistics.distribution.NormalDistribution;

import java.util.Arrays;
import java.util.Random;

/**
 * What an {@link ExtremalMask} learns, of several restarts of each series at once, and its objective. Parameters are
 * those of {@link TrendGates}, and then the changes of what stands in for the cells {@code (B, T, C)} if it is learned.
 */
final class ExtremalFit {
    /** Below about this size a change is penalised by its square. */
    private static final double SMALL_CHANGE = 0.01;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

    private final ExtremalMask options;
    private final Preservation preserved;
    private final Problem rows;
    private final Inputs inputs;
    private final double[] baseline;
    private final TrendGates gates;
    private final double[] noNoise;

    /**
     * A fit.
     *
     * @param rows variants of the series, one after the other
     */
    ExtremalFit(ExtremalMask options, Preservation preserved, Problem rows) {
        this.options = options;
        this.preserved = preserved;
        this.rows = rows;
        inputs = rows.inputs();
        baseline = rows.baseline(options.baseline());
        gates = new TrendGates(inputs, options.trend());
        noNoise = new double[baseline.length];
    }

    /** {@return the parameters with which learning begins} */
    double[] start() {
        double[] parameters = new double[gates.size() + (options.change() > 0 ? baseline.length : 0)];
        gates.start(parameters);
        return parameters;
    }

    /** {@return what is learned, given the random stream of each row} */
    double[] learned(Random... random) {
        double[] parameters = start();
        Adam adam = new Adam(options.rate(), parameters.length);
        for (int k = 0; k < options.iterations(); k++) {
            adam.step(parameters, gradient(parameters, noise(random)));
        }
        return parameters;
    }

    private double[] noise(Random... random) {
        double[] noise = new double[baseline.length];
        for (int row = 0; row < random.length; row++) {
            int first = inputs.offset(row);
            for (int i = first; i < first + inputs.cells(row); i++) {
                noise[i] = options.noise() * random[row].nextGaussian();
            }
        }
        return noise;
    }

    /** {@return the mean of the mask over its noise} */
    double[] meanMask(double[] parameters) {
        return gates.meanMask(parameters, options.noise());
    }

    /** {@return the mask without noise} */
    double[] mask(double[] parameters) {
        return MaskPenalties.clamped(gates.of(parameters, noNoise));
    }

    /** {@return E of each row with its mask; one forward pass} */
    double[] errors(double[] parameters, double[] noise) {
        return errorsOf(parameters, MaskPenalties.clamped(gates.of(parameters, noise)));
    }

    /** {@return E of each row with its mask without noise; one forward pass} */
    double[] errors(double[] parameters) {
        return errors(parameters, noNoise);
    }

    /** {@return E of each row without any cell of the series; a forward pass if what stands in for them is learned} */
    double[] errorsOfNone(double[] parameters) {
        return options.change() == 0 ? preserved.errorsOfNone(rows) : errorsOf(parameters, noNoise);
    }

    private double[] errorsOf(double[] parameters, double[] mask) {
        return preserved.errors(rows.at(perturbation(parameters).of(mask)));
    }

    private Fade perturbation(double[] parameters) {
        double[] reference = baseline.clone();
        for (int i = gates.size(); i < parameters.length; i++) {
            reference[i - gates.size()] += parameters[i];
        }
        return new Fade(inputs.values(), reference);
    }

    /** {@return the penalties of each row} */
    double[] penalties(double[] parameters) {
        double[] mask = mask(parameters);
        double[] open = new double[mask.length];
        Arrays.setAll(open, i -> NORMAL.cumulativeProbability(TrendGates.position(parameters, i) / options.noise()));
        double[] changes = new double[baseline.length];
        for (int i = gates.size(); i < parameters.length; i++) {
            changes[i - gates.size()] = Math.hypot(parameters[i], SMALL_CHANGE) - SMALL_CHANGE;
        }
        double[] penalties = new double[inputs.count()];
        Arrays.setAll(
                penalties,
                row -> options.size() * MaskPenalties.mean(inputs, row, open)
                        + options.time() * MaskPenalties.variation(inputs, row, mask)
                        + options.change() * MaskPenalties.mean(inputs, row, changes));
        return penalties;
    }

    /** {@return the gradient of E of the noisy masks and of the penalties by the parameters; one backward pass} */
    double[] gradient(double[] parameters, double[] noise) {
        double[] gradient = new double[parameters.length];
        double[] open = gates.of(parameters, noise);
        double[] mask = MaskPenalties.clamped(open);
        Fade perturbation = perturbation(parameters);
        double[] ofMasked = preserved.gradient(rows.at(perturbation.of(mask)));
        gates.addGradient(unclamped(open, perturbation.gradient(mask, ofMasked)), parameters, noise, gradient);
        for (int i = gates.size(); i < parameters.length; i++) {
            gradient[i] = (1 - mask[i - gates.size()]) * ofMasked[i - gates.size()];
        }
        addPenalties(parameters, gradient);
        return gradient;
    }

    /** {@return the gradient by gates, given that by the mask: 0 where the mask is clamped} */
    private static double[] unclamped(double[] gates, double[] ofMask) {
        for (int i = 0; i < gates.length; i++) {
            ofMask[i] = gates[i] > 0 && gates[i] < 1 ? ofMask[i] : 0;
        }
        return ofMask;
    }

    private void addPenalties(double[] parameters, double[] gradient) {
        double[] open = gates.of(parameters, noNoise);
        double[] mask = MaskPenalties.clamped(open);
        double[] ofMask = new double[mask.length];
        for (int row = 0; row < inputs.count() && options.time() > 0; row++) {
            MaskPenalties.addVariation(inputs, row, mask, options.time(), ofMask);
        }
        gates.addGradient(unclamped(open, ofMask), parameters, noNoise, gradient);
        for (int row = 0; row < inputs.count(); row++) {
            double ofCell = 1.0 / inputs.cells(row);
            int first = inputs.offset(row);
            for (int i = first; i < first + inputs.cells(row); i++) {
                double z = TrendGates.position(parameters, i) / options.noise();
                gradient[i] += options.size() * ofCell * DENSITY_AT_0 * Math.exp(-z * z / 2) / options.noise();
                if (options.change() > 0) {
                    double change = parameters[gates.size() + i];
                    gradient[gates.size() + i] += options.change() * ofCell * change / Math.hypot(change, SMALL_CHANGE);
                }
            }
        }
    }
}
