package io.unfade.model;

import io.unfade.check.Require;
import io.unfade.data.Standardizer;
import io.unfade.data.source.MissingMarks;
import io.unfade.math.StreamSnapshot;
import io.unfade.math.StreamState;
import io.unfade.nn.ClassifierStream;
import io.unfade.nn.Softmax;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A trained model that reads one series step by step: standardises each step, then classifies the steps so far, by the
 * mean of the logits if it has several members. After every step its probabilities equal those of {@link
 * TrainedModel#probabilities} for the series so far; with means over blocks of steps, for the whole blocks so far, and all
 * classes are equally likely before the first of them is complete.
 *
 * <p>A model whose missing values are marked ({@link MissingMarks}) reads the features as they are measured, NaN where a
 * value is missing.
 *
 * <p>Memory is constant and a step allocates none, so a series may continue indefinitely; with per-cell
 * standardisation, up to the number of steps trained on. Not thread-safe; streams of one model are independent.
 */
public final class SeriesStream {
    private final MissingMarks.@Nullable Stepwise marks;
    private final Standardizer standardizer;
    private final ClassifierStream[] members;
    private final ClassifierStream classifier;
    private final Softmax softmax;
    private final @Nullable String modelHash;
    private final double[] ofMember;
    private final double[] standardized;
    private final double[] logits;

    SeriesStream(
            MissingMarks.@Nullable Stepwise marks,
            Standardizer standardizer,
            List<ClassifierStream> members,
            Softmax softmax,
            @Nullable String modelHash) {
        this.marks = marks;
        this.standardizer = standardizer;
        this.members = members.toArray(ClassifierStream[]::new);
        this.softmax = softmax;
        this.modelHash = modelHash;
        classifier = members.get(0);
        ofMember = new double[classifier.classes()];
        standardized = new double[classifier.features()];
        logits = new double[classifier.classes()];
    }

    /** {@return C, without features that mark missing values} */
    public int features() {
        return marks == null ? classifier.features() : marks.features();
    }

    /** {@return K} */
    public int classes() {
        return classifier.classes();
    }

    /** {@return the number of steps since the start or the last reset} */
    public long steps() {
        return classifier.steps();
    }

    /** {@return A, the attention's hops over all members; 0 if there is none that reads single steps} */
    public int hops() {
        return classifier.hops() * members.length;
    }

    /**
     * Writes how much of what each hop of the attention holds is of the last step, 0..1. What it holds of each step before
     * is smaller by the factor 1 less that share.
     *
     * @param shares receives {@link #hops} values, those of one member after those of another
     * @throws IllegalStateException before the first step
     */
    public void attention(double[] shares) {
        Require.size("the shares", hops(), shares.length);
        if (steps() == 0) {
            throw new IllegalStateException("the attention holds nothing before the first step");
        }
        double[] own = new double[classifier.hops()];
        for (int i = 0; i < members.length; i++) {
            members[i].newest(own);
            System.arraycopy(own, 0, shares, i * own.length, own.length);
        }
    }

    /** Resets the state: the next step is the first of a series. */
    public void reset() {
        for (ClassifierStream member : members) {
            member.reset();
        }
        if (marks != null) {
            marks.reset();
        }
    }

    /**
     * {@return the state in bytes, with which any stream of the same model goes on from here, to the same numbers: after a
     * restart, or elsewhere}
     *
     * <p>The bytes say their version and the model, and have a check sum. Their number does not depend on the steps: with attention
     * mostly 8 A (C + 3) for each member.
     */
    public byte[] snapshot() {
        return StreamSnapshot.of(modelHash, this::pass);
    }

    /**
     * Goes on from a {@link #snapshot} of a stream of the same model.
     *
     * @throws IllegalArgumentException if the bytes are none, are damaged, of another version or of another model; the state is
     *     then unchanged
     */
    public void restore(byte[] snapshot) {
        StreamSnapshot.restore(snapshot, modelHash, this::pass);
    }

    private void pass(StreamState state) {
        for (ClassifierStream member : members) {
            member.pass(state);
        }
        if (marks != null) {
            marks.pass(state);
        }
    }

    /**
     * Takes one step.
     *
     * @param x the step's C raw values; once standardised, at most {@link io.unfade.data.Precision#limit} in size
     * @param probabilities receives the probability of each of the K classes, given the steps so far
     * @throws IllegalArgumentException if a size is wrong, a value is too large or NaN, or the model standardises per
     *     cell and was trained on fewer steps; the state is then unchanged
     * @throws IllegalStateException if the output is NaN, as with far too large weights, or after {@link #end}
     */
    public void step(double[] x, double[] probabilities) {
        Require.size("a step", features(), x.length);
        Require.size("the output", logits.length, probabilities.length);
        if (marks == null) {
            System.arraycopy(x, 0, standardized, 0, standardized.length);
        } else {
            marks.mark(x, standardized);
        }
        standardizer.applyToStep(standardized, classifier.steps());
        for (ClassifierStream member : members) {
            member.step(standardized);
        }
        if (marks != null) {
            marks.advance(x);
        }
        classify(probabilities);
    }

    /**
     * Ends the series, so that its probabilities are those of all its steps. Only a reset may follow.
     *
     * @param probabilities receives the probability of each of the K classes
     * @throws IllegalArgumentException if the size is wrong
     * @throws IllegalStateException before the first step, or if the output is NaN
     */
    public void end(double[] probabilities) {
        Require.size("the output", logits.length, probabilities.length);
        for (ClassifierStream member : members) {
            member.end();
        }
        classify(probabilities);
    }

    private void classify(double[] probabilities) {
        logits(logits);
        softmax.of(logits, probabilities);
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
        if (members.length > 1) {
            average(output);
        }
    }

    private void average(double[] output) {
        for (int i = 1; i < members.length; i++) {
            members[i].logits(ofMember);
            for (int k = 0; k < output.length; k++) {
                output[k] += ofMember[k];
            }
        }
        for (int k = 0; k < output.length; k++) {
            output[k] /= members.length;
        }
    }
}
