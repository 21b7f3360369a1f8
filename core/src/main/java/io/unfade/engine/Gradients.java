package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The only place where gradients are computed.
 *
 * <p>Recording is a switch of the current thread; every method here sets and restores it, so gradients may be computed
 * on several threads at once.
 */
public final class Gradients {
    /*
     * The engine's public gradient collector is one per process, walks every array of the process when it opens, and
     * cannot be used from two threads. Its two native calls are used directly instead.
     */
    private Gradients() {}

    /**
     * A value and its gradient.
     *
     * @param value what the function returned
     * @param gradient d(sum of the value)/d(input), shape of the input
     */
    public record Result(NDArray value, NDArray gradient) {}

    /**
     * The gradient of a function with respect to its input. Differentiates the sum of the values, so if every value
     * depends only on its own series, one pass gives the gradient of each series.
     *
     * @param input any shape; a leaf: created by a manager, not computed. Its gradient must not have been computed
     *     before.
     * @param function from the input to any shape; must not change its argument
     * @return both arrays belong to the manager of the input
     */
    public static Result ofInput(NDArray input, UnaryOperator<NDArray> function) {
        input.setRequiresGradient(true);
        NDArray value = recordAndGoBack(() -> function.apply(input));
        return new Result(value, input.getGradient());
    }

    /**
     * Computes a loss and stores its gradients in the parameters, replacing earlier ones, for {@link
     * NDArray#getGradient}.
     *
     * @param parameters leaves that the loss depends on
     * @param loss computes a scalar
     * @return the loss
     */
    public static NDArray ofParameters(NDList parameters, Supplier<NDArray> loss) {
        for (NDArray parameter : parameters) {
            parameter.setRequiresGradient(true);
            JniUtils.zeroGrad((PtNDArray) parameter);
        }
        return recordAndGoBack(loss);
    }

    /** Runs a computation without recording for gradients, which saves memory. */
    public static <T> T without(Supplier<T> computation) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return computation.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /**
     * {@return whether an array can receive a gradient: a leaf that requires one, or the result of recorded operations}
     */
    static boolean isRecorded(NDArray array) {
        if (!JniUtils.isGradMode() || !array.getDataType().isFloating()) {
            return false;
        }
        if (JniUtils.requiresGrad((PtNDArray) array)) {
            return true;
        }
        // The engine tells this of leaves alone. A view is a leaf if it is not recorded. Told to require a gradient, a
        // leaf does for the engine from then on, and a recorded view does not.
        try (PtNDArray view = (PtNDArray) array.reshape(array.getShape())) {
            JniUtils.attachGradient(view, true);
            return !JniUtils.requiresGrad(view);
        }
    }

    private static NDArray recordAndGoBack(Supplier<NDArray> function) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return CustomGradient.recording(() -> {
                NDArray value = function.get();
                try (NDManager scope = value.getManager().newSubManager()) {
                    backward(value, scope.ones(value.getShape(), value.getDataType()), false);
                }
                CustomGradient.finishBackward();
                return value;
            });
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /**
     * Accumulates the gradients of all leaves that a value depends on.
     *
     * @param gradient of the value; shape of the value
     * @param keepGraph whether the recorded graph is needed again
     */
    static void backward(NDArray value, NDArray gradient, boolean keepGraph) {
        JniUtils.backward((PtNDArray) value, (PtNDArray) gradient, keepGraph, false);
    }
}
