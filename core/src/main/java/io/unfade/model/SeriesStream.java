package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.Standardizer;
import io.unfade.math.Vectors;
import io.unfade.nn.ClassifierStream;

import java.util.List;

/**
 * A trained model that reads one series step by step: standardises each step, then classifies the steps so far, by the
 * mean of the logits if it has several members. After every step its probabilities equal those of {@link
 * TrainedModel#probabilities} for the series so far.
 *
 * <p>Memory is constant and a step allocates none, so a series may continue indefinitely; with per-cell
 * standardisation, up to the number of steps trained on. Not thread-safe; streams of one model are independent.
 */
public final class SeriesStream {
    private final Standardizer standardizer;
    private final List<ClassifierStream> members;
    private final ClassifierStream classifier;
    private final double[] ofMember;
    private final double[] mean;
    private final double[] standardized;

    SeriesStream(Standardizer standardizer, List<ClassifierStream> members) {
        this.standardizer = standardizer;
        this.members = members;
        classifier = members.get(0);
        ofMember = new double[classifier.classes()];
        mean = new double[classifier.classes()];
        standardized = new double[classifier.features()];
    }

    /** {@return C} */
    public int features() {
        return classifier.features();
    }

    /** {@return K} */
    public int classes() {
        return classifier.classes();
    }

    /** {@return the number of steps since the start or the last reset} */
    public long steps() {
        return classifier.steps();
    }

    /** Resets the state: the next step is the first of a series. */
    public void reset() {
        members.forEach(ClassifierStream::reset);
    }

    /**
     * Takes one step.
     *
     * @param x the step's C raw values; once standardised, at most {@link io.unfade.data.Precision#limit} in size
     * @param probabilities receives the probability of each of the K classes, given the steps so far
     * @throws IllegalArgumentException if a size is wrong, a value is too large or NaN, or the model standardises per
     *     cell and was trained on fewer steps; the state is then unchanged
     * @throws IllegalStateException if the output is NaN, as with far too large weights
     */
    public void step(double[] x, double[] probabilities) {
        Require.size("a step", standardized.length, x.length);
        System.arraycopy(x, 0, standardized, 0, standardized.length);
        standardizer.applyToStep(standardized, classifier.steps());
        for (ClassifierStream member : members) {
            member.step(standardized, probabilities);
        }
        if (members.size() > 1) {
            logits(mean);
            Vectors.softmax(mean, probabilities);
        }
        if (!Double.isFinite(probabilities[0])) {
            throw new IllegalStateException("the model's output at step " + (classifier.steps() - 1)
                    + " is not a number: its weights are too large for its precision");
        }
    }

    /**
     * Copies the logits of the last step.
     *
     * @param output receives K values
     * @throws IllegalStateException before the first step after the start or a reset
     * @throws IllegalArgumentException if the size is wrong
     */
    public void logits(double[] output) {
        classifier.logits(output);
        if (members.size() > 1) {
            average(output);
        }
    }

    private void average(double[] output) {
        for (int i = 1; i < members.size(); i++) {
            members.get(i).logits(ofMember);
            for (int k = 0; k < output.length; k++) {
                output[k] += ofMember[k];
            }
        }
        for (int k = 0; k < output.length; k++) {
            output[k] /= members.size();
        }
    }
}
