package io.unfade.train;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Constants;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.augment.SaliencyGuidance;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One complete training step: forward pass in training mode, loss, backward pass, clipping, update by Adam.
 *
 * <p>Changes the weights of its model and holds the optimiser's moments in native memory until closed. Intermediate
 * results belong to the manager of the batch, which its owner closes after each step. Not thread-safe.
 */
public final class TrainingStep implements AutoCloseable {
    private final TrainedModel model;
    private final Regime regime;
    private final SaliencyGuidance guidance;
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
        guidance = options.guidance();
        adam = new Adam(model, options.descent(), steps);
    }

    /**
     * Losses and logits of a step before its update of the weights.
     *
     * @param losses of each member, a weighted mean over its series; with the divergence of saliency-guided training
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
        return take(targets, () -> logits(batch));
    }

    private NDArray logits(Batch batch) {
        return model.network().forward(model.store(), batch.inputs(), true).head();
    }

    /**
     * As {@link #take(Batch, NDArray)}, with the loss of saliency-guided training.
     *
     * @param less the same series without their least salient cells
     */
    Seen take(Batch batch, Batch less, NDArray targets) {
        int members = model.spec().members();
        return take(() -> logits(batch), logits -> {
            NDArray divergences = divergences(regime, logits, logits(less), targets, members);
            return losses(regime, logits, targets, members)
                    .add(divergences.mul(Constants.of(guidance.weight(), divergences)));
        });
    }

    /**
     * {@return the gradient of the logit of each series' class by its cells, in evaluation mode}
     *
     * @param batch its array must not have a gradient yet, and has none after this
     * @param targets as for a step; the class is the one with the largest share
     */
    double[] inputGradient(Batch batch, NDArray targets) {
        NDArray ofClass = Gradients.without(
                () -> targets.eq(targets.max(new int[] {1}, true)).toType(targets.getDataType(), false));
        model.parameters().forEach(parameter -> parameter.setRequiresGradient(false));
        Gradients.Result result = Gradients.ofInput(
                batch.x(),
                x -> model.network()
                        .forward(model.store(), batch.inputs(x), false)
                        .head()
                        .mul(ofClass));
        batch.x().setRequiresGradient(false);
        return Tensor.of(result.gradient()).toDoubles();
    }

    /**
     * As {@link #take(Batch, NDArray)}, with a custom forward pass.
     *
     * @param forward computes logits {@code (B, K)} from the weights of the model
     */
    public Seen take(NDArray targets, Supplier<NDArray> forward) {
        return take(
                forward, logits -> losses(regime, logits, targets, model.spec().members()));
    }

    private Seen take(Supplier<NDArray> forward, UnaryOperator<NDArray> losses) {
        NDArray[] logits = new NDArray[1];
        NDArray loss = Gradients.ofParameters(model.parameters(), () -> {
            logits[0] = forward.get();
            return losses.apply(logits[0]);
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
        return logProbabilities(regime, logits).mul(targets).sum().neg().div(targets.sum());
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
        NDArray sums = logProbabilities(regime, logits)
                .mul(targets)
                .reshape(members, -1)
                .sum(new int[] {1})
                .neg();
        return sums.div(targets.reshape(members, -1).sum(new int[] {1}));
    }

    /**
     * {@return the divergence KL(f(x) || f(x~)) of each member, {@code (M)}: a mean over its series, weighted as its
     * loss is; of a single network a scalar}
     *
     * @param logits of x, {@code (M*B, K)}
     * @param others of x~, likewise
     * @param targets likewise
     */
    static NDArray divergences(Regime regime, NDArray logits, NDArray others, NDArray targets, int members) {
        NDArray ours = logProbabilities(regime, logits);
        NDArray ofSeries =
                ours.exp().mul(ours.sub(logProbabilities(regime, others))).sum(new int[] {1});
        NDArray weights = targets.sum(new int[] {1});
        NDArray weighted = ofSeries.mul(weights);
        if (members == 1) {
            return weighted.sum().div(weights.sum());
        }
        int[] series = {1};
        return weighted.reshape(members, -1)
                .sum(series)
                .div(weights.reshape(members, -1).sum(series));
    }

    private static NDArray logProbabilities(Regime regime, NDArray logits) {
        return (regime == Regime.AUTHORS ? logits.softmax(1) : logits).logSoftmax(1);
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
