package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A function of arrays with a hand-written gradient instead of one recorded operation by operation: less memory, fewer
 * operations, and no unneeded gradients.
 *
 * <p>Works inside the methods of {@link Gradients}. There the output is a leaf of the recorded graph; once its gradient
 * is known, the hand-written backward pass runs, and its results propagate through the operations recorded before.
 */
public final class CustomGradient {
    /** Functions applied since the outermost call of {@link Gradients} on this thread; null outside of one. */
    private static final ThreadLocal<@Nullable List<Applied>> TAPE = new ThreadLocal<>();

    private CustomGradient() {}

    /** Maps the gradient of an output to the gradients of the inputs. */
    @FunctionalInterface
    public interface Backward {
        /**
         * Propagates the gradient back through the function, with recording off.
         *
         * @param gradient of the output; shape of the output
         * @param wanted for each input, whether its gradient is needed
         * @return the gradient of each input, of the input's shape; null where it is not needed
         */
        List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted);
    }

    /**
     * A value and its backward pass.
     *
     * @param output computed, not an input
     * @param backward used at most once, before the scope of the arrays closes
     */
    public record Evaluated(NDArray output, Backward backward) {}

    private record Applied(NDList inputs, boolean[] wanted, Evaluated evaluated) {}

    /** {@return whether {@link #apply} can provide the gradients of these inputs that the current recording needs} */
    public static boolean possible(NDArray... inputs) {
        return TAPE.get() != null || Arrays.stream(inputs).noneMatch(Gradients::isRecorded);
    }

    /**
     * Applies a function.
     *
     * @param inputs that may need gradients
     * @param function evaluated with recording off
     * @return the output
     * @throws IllegalStateException if {@link #possible} does not hold
     */
    public static NDArray apply(NDList inputs, Supplier<Evaluated> function) {
        Evaluated evaluated = Gradients.without(function);
        boolean[] wanted = new boolean[inputs.size()];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Gradients.isRecorded(inputs.get(i));
            any |= wanted[i];
        }
        if (any) {
            List<Applied> tape = TAPE.get();
            if (tape == null) {
                throw new IllegalStateException("a gradient written out by hand can only be taken by Gradients");
            }
            evaluated.output().setRequiresGradient(true);
            tape.add(new Applied(inputs, wanted, evaluated));
        }
        return evaluated.output();
    }

    /** Runs a recorded computation; {@link #finishBackward} within it completes the functions applied. */
    static <T> T recording(Supplier<T> computation) {
        List<Applied> before = TAPE.get();
        TAPE.set(new ArrayList<>());
        try {
            return computation.get();
        } finally {
            TAPE.set(before);
        }
    }

    /** Continues the engine's backward pass from the outputs of functions, the last function first. */
    static void finishBackward() {
        List<Applied> tape = Objects.requireNonNull(TAPE.get());
        for (int i = tape.size() - 1; i >= 0; i--) {
            finish(tape.get(i));
        }
        tape.clear();
    }

    private static void finish(Applied applied) {
        NDArray gradient = applied.evaluated().output().getGradient();
        List<@Nullable NDArray> gradients =
                Gradients.without(() -> applied.evaluated().backward().gradients(gradient, applied.wanted()));
        for (int i = 0; i < applied.inputs().size(); i++) {
            NDArray part = gradients.get(i);
            if (applied.wanted()[i] && part != null) {
                // inputs may share a recorded graph, which must stay until the last
                Gradients.backward(
                        applied.inputs().get(i), part, i < applied.inputs().size() - 1);
            }
        }
    }
}
