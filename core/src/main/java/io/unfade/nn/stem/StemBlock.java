package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stem with its weights.
 *
 * <p>Inputs: {@code x (B, T, C)} and optionally int64 lengths {@code (B)}. Output {@code (B, T', C')}, 0 in the padding;
 * see {@link Stem} for T' and C'. No output depends on the padding.
 */
public abstract class StemBlock extends WeightedBlock {
    private final Stem stem;
    private final int outputWidth;

    StemBlock(Stem stem, int features) {
        this.stem = stem;
        outputWidth = stem.width(features);
    }

    /** {@return a stem without weights, for series of C features} */
    public static StemBlock of(Stem stem, int features) {
        if (stem instanceof Stem.Windows windows) {
            return new WindowBlock(windows, features);
        }
        if (stem instanceof Stem.Convolutions convolutions) {
            return new ConvolutionBlock(convolutions, features);
        }
        return new LinearBlock((Stem.Linear) stem, features);
    }

    /** {@return C'} */
    public int outputWidth() {
        return outputWidth;
    }

    /** {@return the lengths of the outputs} */
    public Lengths lengths(Lengths inputs) {
        return inputs.strided(stem.stride());
    }

    /**
     * {@return the outputs}
     *
     * @param lengths of x
     */
    public abstract NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training);

    /** {@return the parameters by their name in a weights file, without prefix, statistics included} */
    public Map<String, Parameter> weights() {
        return Map.of();
    }

    /** {@return those that training does not learn by gradients but computes from the series it sees} */
    public Map<String, Parameter> statistics() {
        Map<String, Parameter> statistics = new LinkedHashMap<>(weights());
        statistics.keySet().removeIf(name -> !BatchNormalization.isStatistic(name));
        return statistics;
    }

    /**
     * {@return a stream that reads one step at a time, with a copy of the current weights}
     *
     * @throws IllegalStateException if outputs read steps after their own
     */
    public final StemStream stream() {
        if (stem.alignment() != Stem.Alignment.CAUSAL) {
            throw new IllegalStateException(
                    "a model with a centred stem cannot take a series step by step: it reads steps ahead; train one"
                            + " with a causal stem");
        }
        return causalStream();
    }

    abstract StemStream causalStream();

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(forward(store, inputs.head(), Lengths.of(inputs), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        int steps = (int) inputShapes[0].get(1);
        return new Shape[] {new Shape(inputShapes[0].get(0), stem.steps(steps), outputWidth)};
    }
}
