package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unfade.check.Require;
import io.unfade.engine.InPlace;
import io.unfade.model.Tensor;
import io.unfade.model.TrainedModel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam and AdamW, with PyTorch's arithmetic. The engine's own optimiser keeps its moments to itself, so that training
 * could not be resumed; this one hands them out.
 *
 * <pre>{@code
 * m = b1 m + (1 - b1) g        v = b2 v + (1 - b2) g^2
 * w = w - lr / (1 - b1^k) * m / (sqrt(v / (1 - b2^k)) + eps)
 * }</pre>
 */
final class Adam implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final TrainingOptions options;
    private final NDManager manager;
    private final List<String> names;
    private final NDList weights;
    private final NDList first = new NDList();
    private final NDList second = new NDList();
    private long steps;

    Adam(TrainedModel model, TrainingOptions options) {
        this.options = options;
        manager = model.newScope();
        names = new ArrayList<>(model.network().weights().keySet());
        weights = model.parameters();
        for (NDArray weight : weights) {
            first.add(manager.zeros(weight.getShape(), weight.getDataType()));
            second.add(manager.zeros(weight.getShape(), weight.getDataType()));
        }
    }

    /** Changes every weight by its gradient; gradients must not be recorded meanwhile. */
    void step() {
        steps++;
        double correction1 = 1 - Math.pow(BETA1, (double) steps);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, (double) steps));
        try (NDManager scope = manager.newSubManager()) {
            NDList gradients = gradients(scope);
            double scale = clipScale(gradients);
            for (int i = 0; i < weights.size(); i++) {
                NDArray weight = weights.get(i);
                NDArray m = first.get(i);
                NDArray v = second.get(i);
                scope.tempAttachAll(weight, m, v);
                NDArray gradient =
                        scale == 1 ? gradients.get(i) : gradients.get(i).mul(scale);
                if (options.weightDecay() > 0) {
                    if (options.optimizer() == TrainingOptions.Optimizer.ADAMW) {
                        weight.muli(1 - options.learningRate() * options.weightDecay());
                    } else {
                        gradient = gradient.add(weight.mul(options.weightDecay()));
                    }
                }
                m.muli(BETA1).addi(gradient.mul(1 - BETA1));
                v.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
                NDArray denominator = v.sqrt().divi(correction2).addi(EPSILON);
                weight.subi(m.div(denominator).muli(options.learningRate() / correction1));
            }
        }
    }

    private NDList gradients(NDManager scope) {
        NDList gradients = new NDList();
        for (NDArray weight : weights) {
            NDArray gradient = weight.getGradient();
            gradient.attach(scope);
            gradients.add(gradient);
        }
        return gradients;
    }

    /** {@return what every gradient is multiplied with, so that their common norm is at most the limit} */
    private double clipScale(NDList gradients) {
        if (options.clipNorm() == 0) {
            return 1;
        }
        double squares = 0;
        for (NDArray gradient : gradients) {
            squares += gradient.square().sum().toArray()[0].doubleValue();
        }
        double norm = Math.sqrt(squares);
        return norm > options.clipNorm() ? options.clipNorm() / norm : 1;
    }

    long steps() {
        return steps;
    }

    /** {@return copies of both moments, by {@code m.} or {@code v.} and the name of the weight} */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            moments.put("m." + names.get(i), Tensor.of(first.get(i)));
            moments.put("v." + names.get(i), Tensor.of(second.get(i)));
        }
        return moments;
    }

    /** Goes on from moments that {@link #moments} gave. */
    void restore(long stepsDone, Map<String, Tensor> moments) {
        steps = stepsDone;
        try (NDManager scope = manager.newSubManager()) {
            for (int i = 0; i < names.size(); i++) {
                copy(moments, "m." + names.get(i), first.get(i), scope);
                copy(moments, "v." + names.get(i), second.get(i), scope);
            }
        }
    }

    private static void copy(Map<String, Tensor> moments, String name, NDArray to, NDManager scope) {
        Tensor from = Require.present(moments.get(name), "the checkpoint has no moment '%s'", name);
        InPlace.copy(from.toArray(scope, to.getDataType()), to);
    }

    @Override
    public void close() {
        manager.close();
    }
}
