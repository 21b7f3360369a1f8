package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.Inputs;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.train.TrainingOptions.Regime;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Puts the series of all members together to batches, and judges every member by its own. */
final class MemberBatches {
    private final TrainedModel model;
    private final List<Learner> learners;
    private final int batchSize;
    private final Regime regime;

    MemberBatches(TrainedModel model, List<Learner> learners, TrainingOptions options) {
        this.model = model;
        this.learners = learners;
        batchSize = options.length().batchSize();
        regime = options.regime();
    }

    /**
     * {@return whether every training series is classified correctly by every member in evaluation mode; returns at
     * the first batch with one that is not}
     */
    boolean allRight() {
        int largest = largest(Learner::training);
        for (int from = 0; from < largest; from += batchSize) {
            Tally[] tallies = tallies();
            evaluate(Learner::training, false, from, tallies);
            if (Arrays.stream(tallies).anyMatch(tally -> tally.accuracy() < 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return what the model, with its present weights, says of series of each member}
     *
     * @param noised whether each member's series have noise of its level
     */
    Tally[] evaluate(Function<Learner, PreparedSeries> of, boolean noised) {
        Tally[] tallies = tallies();
        for (int from = 0; from < largest(of); from += batchSize) {
            evaluate(of, noised, from, tallies);
        }
        return tallies;
    }

    private int largest(Function<Learner, PreparedSeries> of) {
        return learners.stream()
                .mapToInt(member -> of.apply(member).set().count())
                .max()
                .orElseThrow();
    }

    private void evaluate(Function<Learner, PreparedSeries> of, boolean noised, int from, Tally[] tallies) {
        int padded = Math.min(batchSize, largest(of) - from);
        List<Learner.Share> shares = learners.stream()
                .map(member -> {
                    Learner.Share share = member.judged(of.apply(member), from, batchSize, padded);
                    return noised ? member.noised(share) : share;
                })
                .toList();
        try (NDManager scope = model.newScope()) {
            NDArray goal = targets(shares, scope);
            NDList inputs = batch(shares, scope).inputs();
            NDArray logits = Gradients.without(
                    () -> model.network().forward(model.store(), inputs, false).head());
            NDArray losses = Gradients.without(() -> TrainingStep.losses(regime, logits, goal, learners.size()));
            add(new TrainingStep.Seen(Tensor.of(losses).toDoubles(), TrainedModel.rows(logits)), shares, tallies);
        }
    }

    /** {@return an empty tally for each member} */
    Tally[] tallies() {
        return learners.stream().map(member -> new Tally()).toArray(Tally[]::new);
    }

    /** Adds what was seen of a batch to the tally of each member. Returns the accuracy of each. */
    static double[] add(TrainingStep.Seen seen, List<Learner.Share> shares, Tally[] tallies) {
        int each = seen.logits().length / tallies.length;
        double[] accuracies = new double[tallies.length];
        for (int i = 0; i < tallies.length; i++) {
            Learner.Share share = shares.get(i);
            double[][] logits = Arrays.copyOfRange(seen.logits(), i * each, (i + 1) * each);
            accuracies[i] = tallies[i].add(seen.losses()[i], logits, share.targets(), share.set(), share.rows());
        }
        return accuracies;
    }

    /** {@return the series of all members, those of the first one first} */
    Batch batch(List<Learner.Share> shares, NDManager scope) {
        return batch(joined(shares), scope);
    }

    /** {@return such series, or changed ones, in the engine's memory} */
    Batch batch(Inputs joined, NDManager scope) {
        return learners.get(0).training().batch(scope, joined);
    }

    /** {@return the series of all members on the heap, those of the first one first} */
    static Inputs joined(List<Learner.Share> shares) {
        return Inputs.joined(shares.stream().map(Learner.Share::inputs).toList());
    }

    /** {@return targets {@code (M*B, K)} in the precision of the model} */
    NDArray targets(List<Learner.Share> shares, NDManager scope) {
        double[] values = shares.stream()
                .flatMap(share -> Arrays.stream(share.targets()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        int classes = model.spec().classes();
        NDArray array = scope.create(values, new Shape(values.length / classes, classes));
        return array.toType(model.parameters().head().getDataType(), false);
    }
}
