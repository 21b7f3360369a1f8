package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.unfade.data.Standardizer;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;

import java.util.Arrays;

/** What becomes of raw series before the network's weights: standardisation, then {@link Preparation}. */
final class InputPart {
    private static final double EPSILON = 0x1p-52;

    private InputPart() {}

    /** {@return the standardised series, 0 in the padding; computed in double precision and rounded once} */
    static Series standardized(Series raw, Standardizer standardizer) {
        Value exact = raw.values().inDouble();
        return raw.withCleared(
                switch (standardizer.kind()) {
                    case NONE -> raw.values();
                    case PER_FEATURE, PER_CELL ->
                        standardized(exact, standardizer).inSingle();
                    case PER_SERIES -> standardized(raw, exact).inSingle();
                    case PER_GROUP -> throw new IllegalArgumentException("a group is more than its series");
                });
    }

    private static Value standardized(Value exact, Standardizer standardizer) {
        long[] shape = Arrays.stream(standardizer.shape()).asLongStream().toArray();
        return exact.to("Sub", exact.graph().doubles(standardizer.mean(), shape))
                .to("Div", exact.graph().doubles(standardizer.scale(), shape));
    }

    /** {@return the series by their own means and deviations, as {@link Standardizer#fit} computes them} */
    private static Value standardized(Series raw, Value exact) {
        Graph graph = exact.graph();
        Value zero = graph.exact(0);
        Value count = raw.counts(DataType.DOUBLE);
        Value mean = exact.where(raw.real(), zero).sum(1).to("Div", count);
        Value deviations = exact.to("Sub", mean).where(raw.real(), zero);
        Value rest = deviations.sum(1);
        Value variance = deviations
                .to("Mul", deviations)
                .sum(1)
                .to("Sub", rest.to("Mul", rest).to("Div", count))
                .to("Div", count);
        Value unit = count.to("Mul", graph.exact(EPSILON));
        Value rounding = mean.to("Mul", unit);
        Value smallest = variance.to("Mul", unit).to("Add", rounding.to("Mul", rounding));
        Value constant = variance.to("LessOrEqual", smallest);
        return deviations.to("Div", graph.exact(1).where(constant, variance.to("Sqrt")));
    }

    /** {@return the prepared series, 0 in the padding} */
    static Series prepared(Series series, Preparation preparation) {
        Series prepared = preparation.clip() == null ? series : clipped(series, preparation.clip());
        if (preparation.differences() != Differences.NONE) {
            prepared = differentiated(prepared, preparation.differences());
        }
        return preparation.pool() == 1 ? prepared : means(prepared, preparation.pool());
    }

    private static Series clipped(Series series, double clip) {
        Value x = series.values();
        return series.with(x.to("Clip", x.graph().single(-clip), x.graph().single(clip)));
    }

    private static Series differentiated(Series series, Differences kind) {
        Value x = series.values();
        Value earlier = x.slice(1, 0, 1, 1).followedBy(1, x.slice(1, 0, -1, 1));
        Value differences = x.to("Sub", earlier);
        return series.withCleared(kind == Differences.ONLY ? differences : x.followedBy(2, differences));
    }

    /** {@return the means of blocks of real steps} */
    private static Series means(Series series, int pool) {
        Graph graph = series.values().graph();
        Value begun = series.values().length(1).to("Add", graph.integers(pool - 1L));
        Value steps = begun.to("Div", graph.integers(pool)).to("Mul", graph.integers(pool));
        Value blocks = graph.integers(0).followedBy(0, steps.to("Div", graph.integers(pool)), graph.integers(pool, -1));
        Value whole = series.framed(0, pool - 1)
                .to("Slice", graph.integers(0), steps, graph.integers(1))
                .to("Reshape", blocks);
        Value real = series.with(series.real().inSingle())
                .framed(0, pool - 1)
                .to("Slice", graph.integers(0), steps, graph.integers(1))
                .to("Reshape", blocks);
        Value counts =
                real.node("ReduceSum", graph.integers(2)).with("keepdims", 0).output();
        Value sums =
                whole.node("ReduceSum", graph.integers(2)).with("keepdims", 0).output();
        return series.strided(sums.to("Div", counts.to("Max", graph.single(1))), pool);
    }
}
