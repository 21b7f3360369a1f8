package io.unfade.train;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.Tensor;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingOptions.Regime;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One complete training step: forward pass in training mode, loss, backward pass, clipping, update by Adam.
 *
 * <p>Changes the weights of its model and holds the optimiser's moments in native memory until closed. Intermediate
 * results belong to the manager of the batch, which its owner closes after each step. Not thread-safe.
 */
public final class TrainingStep implements AutoCloseable {
    private final TrainedModel model;
    private final Regime regime;
    private final Adam adam;

    /**
     * Prepares steps with zero moments.
     *
     * @param model must outlive this
     * @param options regime of the loss, and how gradients change the weights
     * @param steps of the whole run, for the schedule of the learning rate
     */
    public TrainingStep(TrainedModel model, TrainingOptions options, long steps) {
        this.model = model;
        regime = options.regime();
        adam = new Adam(model, options.descent(), steps);
    }

    /**
     * Losses and logits of a step before its update of the weights.
     *
     * @param losses of each member, a weighted mean over its series
     * @param logits {@code [M*B][K]}, those of the first member first
     */
    public record Seen(double[] losses, double[][] logits) {
        /** {@return the sum over the members, whose gradient is taken} */
        public double loss() {
            return Arrays.stream(losses).sum();
        }
    }

    /**
     * Takes a step. Changes nothing if the loss is not finite.
     *
     * @param batch series for the model, as many for each member, those of the first member first
     * @param targets for each series the share of each class times the weight of the series, {@code (M*B, K)}
     */
    public Seen take(Batch batch, NDArray targets) {
        return take(
                targets,
                () -> model.network()
                        .forward(model.store(), batch.inputs(), true)
                        .head());
    }

    /**
     * As {@link #take(Batch, NDArray)}, with a custom forward pass.
     *
     * @param forward computes logits {@code (B, K)} from the weights of the model
     */
    public Seen take(NDArray targets, Supplier<NDArray> forward) {
        NDArray[] logits = new NDArray[1];
        NDArray loss = Gradients.ofParameters(model.parameters(), () -> {
            logits[0] = forward.get();
            return losses(regime, logits[0], targets, model.spec().members());
        });
        Seen seen = new Seen(Tensor.of(loss).toDoubles(), TrainedModel.rows(logits[0]));
        if (Double.isFinite(seen.loss())) {
            Gradients.without(() -> {
                adam.step();
                return true;
            });
        }
        return seen;
    }

    /**
     * The loss: the mean over the batch of the cross-entropy of targets and predictions, weighted by series.
     *
     * @param logits {@code (B, K)}
     * @param targets for each series the share of each class times the weight of the series, {@code (B, K)}
     */
    static NDArray loss(Regime regime, NDArray logits, NDArray targets) {
        NDArray scores = regime == Regime.AUTHORS ? logits.softmax(1) : logits;
        return scores.logSoftmax(1).mul(targets).sum().neg().div(targets.sum());
    }

    /**
     * {@return the loss of each member, {@code (M)}; of a single network a scalar}
     *
     * @param logits {@code (M*B, K)}
     * @param targets likewise; those of a member may all be 0, which gives it no loss but NaN
     */
    static NDArray losses(Regime regime, NDArray logits, NDArray targets, int members) {
        if (members == 1) {
            return loss(regime, logits, targets);
        }
        NDArray scores = regime == Regime.AUTHORS ? logits.softmax(1) : logits;
        NDArray sums = scores.logSoftmax(1)
                .mul(targets)
                .reshape(members, -1)
                .sum(new int[] {1})
                .neg();
        return sums.div(targets.reshape(members, -1).sum(new int[] {1}));
    }

    Adam optimizer() {
        return adam;
    }

    @Override
    public void close() {
        model.parameters().forEach(parameter -> parameter.setRequiresGradient(false));
        adam.close();
    }
}
