package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Require;
import io.unfade.engine.InPlace;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.train.TrainingOptions.Descent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam and AdamW, with PyTorch's arithmetic. Exposes its moments, unlike the engine's own optimiser, so that training
 * can be resumed.
 *
 * <pre>{@code
 * m = b1 m + (1 - b1) g        v = b2 v + (1 - b2) g^2
 * w = w - lr / (1 - b1^k) * m / (sqrt(v / (1 - b2^k)) + eps)
 * }</pre>
 */
final class Adam implements AutoCloseable {
    /*
     * The moments of all weights are one matrix each, a row for each member, in the order of the weights: a few
     * operations over everything instead of a dozen per weight.
     */
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Descent descent;
    private final int members;
    private final LearningRate rates;
    private final NDManager manager;
    private final List<String> names;
    private final NDList weights;
    /** Start indices in the rows of all weights after the first. */
    private final long[] cuts;

    private final NDArray first;
    private final NDArray second;
    private long done;

    /**
     * Starts with zero moments.
     *
     * @param steps of the whole run, for the learning rate
     */
    Adam(TrainedModel model, Descent descent, long steps) {
        this.descent = descent;
        members = model.spec().members();
        rates = new LearningRate(descent, steps);
        manager = model.newScope();
        names = new ArrayList<>(model.network().learntWeights().keySet());
        weights = model.parameters();
        cuts = new long[weights.size() - 1];
        long size = weights.head().size() / members;
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = size;
            size += weights.get(i + 1).size() / members;
        }
        first = manager.zeros(new Shape(members, size), weights.head().getDataType());
        second = manager.zeros(new Shape(members, size), weights.head().getDataType());
    }

    /** Updates every weight by its gradient; recording must be off. */
    void step() {
        done++;
        try (NDManager scope = manager.newSubManager()) {
            scope.tempAttachAll(first, second);
            scope.tempAttachAll(weights.toArray(new NDArray[0]));
            NDList gradients = new NDList();
            weights.forEach(weight -> gradients.add(weight.getGradient()));
            NDArray update = update(clipped(rows(gradients, scope)), scope).muli(-1);
            NDList parts = parts(update);
            for (int i = 0; i < parts.size(); i++) {
                weights.get(i).addi(parts.get(i).reshape(weights.get(i).getShape()));
            }
        }
    }

    /** {@return what to subtract from the weights; advances the moments} */
    private NDArray update(NDArray gradient, NDManager scope) {
        double rate = rates.at(done - 1);
        double correction1 = 1 - Math.pow(BETA1, (double) done);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, (double) done));
        boolean decoupled = descent.optimizer() == TrainingOptions.Optimizer.ADAMW;
        NDArray decay = descent.weightDecay() == 0 ? null : rows(weights, scope).mul(descent.weightDecay());
        NDArray g = decay == null || decoupled ? gradient : gradient.addi(decay);
        first.muli(BETA1).addi(g.mul(1 - BETA1));
        second.muli(BETA2).addi(g.square().muli(1 - BETA2));
        NDArray denominator = second.sqrt().divi(correction2).addi(EPSILON);
        NDArray update = first.div(denominator).muli(rate / correction1);
        return decay != null && decoupled ? update.addi(decay.muli(rate)) : update;
    }

    /** {@return the gradient, that of each member scaled so that its norm is at most the limit} */
    private NDArray clipped(NDArray gradient) {
        if (descent.clipNorm() == 0) {
            return gradient;
        }
        double[] squares = Tensor.of(gradient.square().sum(new int[] {1})).toDoubles();
        double[] factors = Arrays.stream(squares)
                .map(Math::sqrt)
                .map(norm -> norm > descent.clipNorm() ? descent.clipNorm() / norm : 1)
                .toArray();
        if (Arrays.stream(factors).allMatch(factor -> factor == 1)) {
            return gradient;
        }
        return gradient.muli(
                gradient.getManager().create(factors, new Shape(members, 1)).toType(gradient.getDataType(), false));
    }

    /** {@return what belongs to each member, in a row} */
    private NDArray rows(NDList arrays, NDManager scope) {
        NDList flat = new NDList();
        for (NDArray array : arrays) {
            flat.add(array.reshape(members, array.size() / members));
        }
        flat.attach(scope);
        NDArray rows = NDArrays.concat(flat, 1);
        rows.attach(scope);
        return rows;
    }

    /** {@return the part of each weight} */
    private NDList parts(NDArray rows) {
        return cuts.length == 0 ? new NDList(rows) : rows.split(cuts, 1);
    }

    long steps() {
        return done;
    }

    /** {@return copies of both moments, by {@code m.} or {@code v.} and the name of the weight} */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        try (NDManager scope = manager.newSubManager()) {
            scope.tempAttachAll(first, second);
            NDList ofFirst = parts(first);
            NDList ofSecond = parts(second);
            for (int i = 0; i < names.size(); i++) {
                Shape shape = weights.get(i).getShape();
                moments.put("m." + names.get(i), Tensor.of(ofFirst.get(i).reshape(shape)));
                moments.put("v." + names.get(i), Tensor.of(ofSecond.get(i).reshape(shape)));
            }
        }
        return moments;
    }

    /** Resumes from moments returned by {@link #moments}. */
    void restore(long stepsDone, Map<String, Tensor> moments) {
        done = stepsDone;
        try (NDManager scope = manager.newSubManager()) {
            InPlace.copy(vector(moments, "m.", scope), first);
            InPlace.copy(vector(moments, "v.", scope), second);
        }
    }

    private NDArray vector(Map<String, Tensor> moments, String prefix, NDManager scope) {
        NDList arrays = new NDList();
        for (String name : names) {
            Tensor from =
                    Require.present(moments.get(prefix + name), "the checkpoint has no moment '%s'", prefix + name);
            arrays.add(from.toArray(scope, first.getDataType()));
        }
        return rows(arrays, scope);
    }

    @Override
    public void close() {
        manager.close();
    }
}
