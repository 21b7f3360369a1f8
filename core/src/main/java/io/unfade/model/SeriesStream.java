package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.Standardizer;
import io.unfade.nn.ClassifierStream;

/**
 * A trained model that takes one series step by step: standardises each step, then classifies the steps so far. After every
 * step it gives the probabilities that {@link TrainedModel#probabilities} gives for the series up to there.
 *
 * <p>Memory is constant and a step allocates none, so a series may go on for ever; with per-cell standardisation, up to the
 * steps that the model was trained for. Not for use from several threads; several streams of one model know nothing of each
 * other.
 */
public final class SeriesStream {
    private final Standardizer standardizer;
    private final ClassifierStream classifier;
    private final double[] standardized;

    SeriesStream(Standardizer standardizer, ClassifierStream classifier) {
        this.standardizer = standardizer;
        this.classifier = classifier;
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

    /** {@return how many steps were taken since the start or the last reset} */
    public long steps() {
        return classifier.steps();
    }

    /** Forgets everything: the next step is the first of a series. */
    public void reset() {
        classifier.reset();
    }

    /**
     * Takes one step.
     *
     * @param x the step's C values as they were measured; standardised at most {@link
     *     io.unfade.data.Precision#limit} in size
     * @param probabilities receives the probability of each of the K classes, given the steps so far
     * @throws IllegalArgumentException if a size is wrong, a value is too large or not a number, or the model standardises each step on its
     *     own and has seen no such step; the state is then as it was
     * @throws IllegalStateException if the output is not a number, as with weights that are far too large
     */
    public void step(double[] x, double[] probabilities) {
        Require.size("a step", standardized.length, x.length);
        System.arraycopy(x, 0, standardized, 0, standardized.length);
        standardizer.applyToStep(standardized, classifier.steps());
        classifier.step(standardized, probabilities);
        if (!Double.isFinite(probabilities[0])) {
            throw new IllegalStateException("the model's output at step " + (classifier.steps() - 1)
                    + " is not a number: its weights are too large for its precision");
        }
    }

    /**
     * Copies the logits of the last step.
     *
     * @param output receives K values
     * @throws IllegalStateException if no step was taken since the start or the last reset
     * @throws IllegalArgumentException if the size is wrong
     */
    public void logits(double[] output) {
        classifier.logits(output);
    }
}
