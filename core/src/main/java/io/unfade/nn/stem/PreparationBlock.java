package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Constants;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import org.jspecify.annotations.Nullable;

/** The {@link Preparation} of series before the stem. */
public final class PreparationBlock {
    private final Preparation preparation;
    private final int features;

    /** The preparation of series of C features. */
    public PreparationBlock(Preparation preparation, int features) {
        this.preparation = preparation;
        this.features = features;
    }

    /** {@return the lengths of the prepared series} */
    public Lengths lengths(Lengths inputs) {
        return inputs.strided(preparation.pool());
    }

    /**
     * {@return the prepared series {@code (B, T', C')}, 0 in the padding; x itself if nothing is to be done}
     *
     * @param x {@code (B, T, C)}
     * @param lengths of x
     */
    public NDArray forward(NDArray x, Lengths lengths) {
        if (preparation.equals(Preparation.NONE)) {
            return x;
        }
        NDArray values = preparation.clip() == null ? x : clipped(x, preparation.clip());
        values = lengths.clear(differentiated(values));
        return preparation.pool() == 1 ? values : means(values, lengths);
    }

    private static NDArray clipped(NDArray x, double clip) {
        NDArray limit = Constants.of(clip, x);
        NDArray side = Gradients.without(() ->
                x.gt(limit).toType(x.getDataType(), false).sub(x.lt(limit.neg()).toType(x.getDataType(), false)));
        NDArray inside = Gradients.without(() -> side.onesLike().sub(side.abs()));
        return x.mul(inside).add(side.mul(limit));
    }

    private NDArray differentiated(NDArray x) {
        if (preparation.differences() == Differences.NONE) {
            return x;
        }
        long steps = x.getShape().get(1);
        NDArray first = x.get(new NDIndex().addAllDim().addSliceDim(0, 1));
        NDArray earlier = steps == 1
                ? first
                : NDArrays.concat(
                        new NDList(first, x.get(new NDIndex().addAllDim().addSliceDim(0, steps - 1))), 1);
        NDArray differences = x.sub(earlier);
        return preparation.differences() == Differences.ONLY
                ? differences
                : NDArrays.concat(new NDList(x, differences), 2);
    }

    /** {@return the means of blocks of real steps, 0 in the padding, where x is 0} */
    private NDArray means(NDArray x, Lengths lengths) {
        Lengths blocks = lengths(lengths);
        int pool = preparation.pool();
        Shape shape = x.getShape();
        NDArray whole = new Frame(0, (int) (blocks.steps() * pool - shape.get(1))).around(x);
        NDArray sums =
                whole.reshape(shape.get(0), blocks.steps(), pool, shape.get(2)).sum(new int[] {2});
        return sums.div(counts(lengths, blocks, sums));
    }

    /** {@return the real steps of each block, {@code (B, T', 1)}; 1 in the padding} */
    private NDArray counts(Lengths lengths, Lengths blocks, NDArray like) {
        int perSeries = (int) blocks.steps();
        double[] counts = new double[lengths.values().length * perSeries];
        for (int i = 0; i < counts.length; i++) {
            long rest = lengths.values()[i / perSeries] - (long) (i % perSeries) * preparation.pool();
            counts[i] = Math.max(1, Math.min(preparation.pool(), rest));
        }
        Shape shape = new Shape(lengths.values().length, perSeries, 1);
        return Gradients.without(() -> like.getManager().create(counts, shape).toType(like.getDataType(), true));
    }

    /**
     * {@return a stream of prepared steps through a stem, with a copy of its current weights; null if the network reads
     * the series' own steps}
     *
     * @param stem null for none
     * @throws IllegalStateException if the stem's outputs read steps after their own
     */
    public @Nullable StemStream stream(@Nullable StemBlock stem) {
        StemStream further = stem == null ? null : stem.stream();
        if (preparation.equals(Preparation.NONE)) {
            return further;
        }
        StemStream prepared = new PreparationStream(preparation, features);
        return further == null ? prepared : new StreamChain(prepared, further);
    }
}
