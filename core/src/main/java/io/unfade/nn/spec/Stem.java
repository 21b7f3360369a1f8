package io.unfade.nn.spec;

import io.unfade.check.Keyed;
import io.unfade.check.Require;

import java.util.List;

/**
 * What a network reads its series through: features of stretches of time instead of single steps. Input-cell attention
 * and recurrent layers see the stem's outputs; saliency is that of the series' own cells.
 *
 * <p>Output j of a layer with stride s belongs to input step j*s, so T steps give ceil(T / s) outputs. It reads k steps
 * around that step if {@link Alignment#CENTRED}, or the k steps that end with it if {@link Alignment#CAUSAL}; before
 * the first and after the last step a series is 0, whatever its padding.
 */
public sealed interface Stem {
    /** Which steps an output reads, relative to its own. */
    enum Alignment implements Keyed {
        /** As many before as after, one more after if their number is even. */
        CENTRED,
        /** None after it, so that a series can be read step by step. */
        CAUSAL
    }

    /** {@return the number of features of an output, for inputs of C features} */
    int width(int features);

    /** {@return the steps of the input from one output to the next} */
    int stride();

    /** {@return which steps an output reads} */
    Alignment alignment();

    /** {@return the share of the series' values dropped in training, 0 to below 1} */
    double dropout();

    /** {@return the number of outputs for a series of some steps, its length divided by the stride, rounded up} */
    default int steps(int steps) {
        return (int) (((long) steps + stride() - 1) / stride());
    }

    /**
     * Overlapping windows as features: output j holds all cells of a window, row-major {@code (size, C)}.
     *
     * @param size steps of a window, at least 1
     * @param stride from one window to the next, at least 1
     * @param alignment of the windows
     * @param dropout of the series' values
     */
    record Windows(int size, int stride, Alignment alignment, double dropout) implements Stem {
        /** Checks the ranges. */
        public Windows {
            Require.atLeastOne("the steps of a window", size);
            Require.atLeastOne("the stride of windows", stride);
            checkDropout(dropout);
        }

        @Override
        public int width(int features) {
            return checkedWidth((long) size * features);
        }
    }

    /**
     * Convolutions over time, each followed by batch normalisation and a rectifier.
     *
     * @param layers one to three
     * @param alignment of all kernels
     * @param dropout of the series' values
     */
    record Convolutions(List<Layer> layers, Alignment alignment, double dropout) implements Stem {
        /** What batch normalisation adds to a variance before its root is taken. */
        public static final double NORM_EPSILON = 1e-5;

        private static final int MOST_LAYERS = 3;

        /** Checks the ranges. */
        public Convolutions {
            layers = List.copyOf(layers);
            Require.argument(
                    !layers.isEmpty() && layers.size() <= MOST_LAYERS,
                    "a stem has 1 to %d layers of convolutions, but %d were given",
                    MOST_LAYERS,
                    layers.size());
            checkDropout(dropout);
        }

        @Override
        public int width(int features) {
            return layers.get(layers.size() - 1).width();
        }

        @Override
        public int stride() {
            return layers.stream().mapToInt(Layer::stride).reduce(1, Math::multiplyExact);
        }
    }

    /**
     * A layer of convolutions: kernels of several sizes side by side.
     *
     * @param kernels sizes in steps, at least 1 each
     * @param filters of each size, at least 1
     * @param stride at least 1
     */
    record Layer(List<Integer> kernels, int filters, int stride) {
        /** Checks the ranges. */
        public Layer {
            kernels = List.copyOf(kernels);
            Require.argument(!kernels.isEmpty(), "a layer of convolutions needs at least one kernel size");
            kernels.forEach(kernel -> Require.atLeastOne("the size of a kernel", kernel));
            Require.atLeastOne("filters", filters);
            Require.atLeastOne("the stride of convolutions", stride);
            checkedWidth((long) kernels.size() * filters);
        }

        /** {@return the number of features of an output} */
        public int width() {
            return kernels.size() * filters;
        }
    }

    /**
     * A linear map of the features of each step to fewer: a bottleneck for thousands of features.
     *
     * @param size features of an output, at least 1
     * @param dropout of the series' values
     */
    record Linear(int size, double dropout) implements Stem {
        /** Checks the ranges. */
        public Linear {
            Require.atLeastOne("the width of a linear stem", size);
            checkDropout(dropout);
        }

        @Override
        public int width(int features) {
            return size;
        }

        @Override
        public int stride() {
            return 1;
        }

        @Override
        public Alignment alignment() {
            return Alignment.CAUSAL;
        }
    }

    private static int checkedWidth(long width) {
        Require.argument(
                width <= Integer.MAX_VALUE, "a stem of %d features is too wide: at most 2^31 - 1 are possible", width);
        return (int) width;
    }

    private static void checkDropout(double dropout) {
        Require.argument(
                dropout >= 0 && dropout < 1, "the stem's dropout must be in 0 to below 1, but was %s", dropout);
    }
}
