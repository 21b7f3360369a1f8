package io.unfade.onnx.export;

import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Input-cell attention, hop by hop: a ratio of two running sums in double precision where {@code exp(e)} and its sums
 * are finite whatever the series, else a softmax over all earlier steps, in memory of T x T numbers for each series.
 */
record AttentionPart(Weights weights) {
    /* As for the plain form of the network's own scan in double precision. */
    private static final double SAFE_SPREAD = 600;

    private static final String SECOND = "attention.w2.weight";

    /** {@return the inputs of the first recurrent layer, {@code (B, T, in)}} */
    Value attended(Value x, ModelSpec.Attention attention) {
        Value first = weights.product(x, "attention.w1.weight", "attention.w1.bias");
        Positions positions = attention.positions();
        Value layer = positions == null ? first : first.to("Add", ofPositions(x, positions));
        Value scores = weights.product(layer.to("Tanh"), SECOND); // the second bias cancels
        return combined(x, scores, attention.pooling());
    }

    /** {@return what the code of each step's position adds to the first layer, {@code (T, D)}} */
    private Value ofPositions(Value x, Positions positions) {
        Graph graph = x.graph();
        int harmonics = positions.harmonics();
        long turn = 4L * positions.period(); // in units of the angle of the first step
        Value odd = x.indices(1).to("Mul", graph.integer(2)).to("Add", graph.integer(1));
        Value multiples = graph.integers(LongStream.rangeClosed(1, harmonics).toArray());
        // reduced step by step in whole numbers, so that no product is too large and no step less precise
        Value angles = odd.to("Mod", graph.integer(turn))
                .unsqueezed(1)
                .to("Mul", multiples)
                .to("Mod", graph.integer(turn))
                .inDouble()
                .to("Mul", graph.exact(2 * Math.PI / turn));
        Value cosines = angles.to("Add", graph.exact(Math.PI / 2)).to("Sin");
        return weights.product(angles.to("Sin").followedBy(1, cosines).inSingle(), "attention.wp.weight");
    }

    private Value combined(Value x, Value scores, HopPooling pooling) {
        int hops = (int) weights.shape(SECOND)[0];
        Function<Integer, Value> hop = bounded() ? ratios(x, scores) : softmaxes(x, scores);
        List<Value> means = new ArrayList<>();
        for (int k = 0; k < hops; k++) {
            means.add(hop.apply(k));
        }
        Graph graph = x.graph();
        Value first = means.get(0);
        if (pooling == HopPooling.MEAN) {
            Value sum = means.subList(1, hops).stream().reduce(first, (all, next) -> all.to("Add", next));
            return sum.to("Mul", graph.single(1.0 / hops));
        }
        Value flat = first.followedBy(2, means.subList(1, hops).toArray(Value[]::new));
        return pooling == HopPooling.CONCAT ? flat : flat.to("Div", norm(flat));
    }

    private static Value norm(Value flat) {
        Value norm =
                flat.node("ReduceL2").withList("axes", -1).with("keepdims", 1).output();
        return norm.to("Max", flat.graph().single(HopPooling.SMALLEST_NORM));
    }

    /** {@return whether no two scores of a hop can differ by so much that running sums of their exponentials fail} */
    private boolean bounded() {
        double[] second = weights.numbers(SECOND);
        int width = (int) weights.shape(SECOND)[1];
        double largest = 0;
        for (int from = 0; from < second.length; from += width) {
            double sum = 0;
            for (int i = from; i < from + width; i++) {
                sum += Math.abs(second[i]);
            }
            largest = Math.max(largest, sum);
        }
        return 2 * largest < SAFE_SPREAD;
    }

    private static Function<Integer, Value> ratios(Value x, Value scores) {
        Value shares = scores.inDouble().to("Exp");
        Value sums = shares.runningSum();
        Value exact = x.inDouble();
        return hop -> exact.to("Mul", ofHop(shares, hop))
                .runningSum()
                .to("Div", ofHop(sums, hop))
                .inSingle();
    }

    private static Function<Integer, Value> softmaxes(Value x, Value scores) {
        Value steps = x.indices(1);
        Value later = steps.unsqueezed(0).to("Greater", steps.unsqueezed(1));
        Value absent = x.graph().single(-Float.MAX_VALUE);
        Value rows = scores.transposed(0, 2, 1);
        return hop ->
                absent.where(later, rows.slice(1, hop, hop + 1L, 1)).softmax(2).to("MatMul", x);
    }

    private static Value ofHop(Value values, int hop) {
        return values.slice(2, hop, hop + 1L, 1);
    }
}
