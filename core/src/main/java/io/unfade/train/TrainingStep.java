package io.unfade.train;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingOptions.Regime;

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
     * Loss and logits of a step before its update of the weights.
     *
     * @param loss weighted mean over the batch
     * @param logits {@code [B][K]}
     */
    public record Seen(double loss, double[][] logits) {}

    /**
     * Takes a step. Changes nothing if the loss is not finite.
     *
     * @param batch series for the model
     * @param targets for each series the share of each class times the weight of the series, {@code (B, K)}
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
            return loss(regime, logits[0], targets);
        });
        Seen seen = new Seen(loss.toArray()[0].doubleValue(), TrainedModel.rows(logits[0]));
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

    Adam optimizer() {
        return adam;
    }

    @Override
    public void close() {
        model.parameters().forEach(parameter -> parameter.setRequiresGradient(false));
        adam.close();
    }
}
