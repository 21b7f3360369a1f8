package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.unfade.nn.spec.ReadoutKind;

/** From hidden states to logits: the readout and the linear head, without the padding. */
record ReadoutPart(Weights weights) {
    private static final String HEAD = "head.weight";
    private static final String HEAD_BIAS = "head.bias";

    /**
     * {@return the logits, {@code (B, K)}}
     *
     * @param read what the layers read; for its lengths
     */
    Value logits(RecurrentPart.States states, Series read, ReadoutKind kind) {
        return kind == ReadoutKind.CONJUNCTIVE
                ? weighted(read.with(states.all()))
                : weights.product(vector(states, read, kind), HEAD, HEAD_BIAS);
    }

    /** {@return the mean of the scores of all steps, each times its weight} */
    private Value weighted(Series states) {
        Value layer = weights.product(states.values(), "readout.w1.weight", "readout.w1.bias")
                .to("Tanh");
        Value ofSteps =
                weights.product(layer, "readout.w2.weight", "readout.w2.bias").to("Sigmoid");
        return mean(
                states.with(weights.product(states.values(), HEAD, HEAD_BIAS).to("Mul", ofSteps)));
    }

    private Value vector(RecurrentPart.States states, Series read, ReadoutKind kind) {
        Series all = read.with(states.all());
        return switch (kind) {
            case LAST -> states.last();
            case LAST_STEP -> lastStep(all);
            case MAX ->
                hidden(all)
                        .node("ReduceMax")
                        .withList("axes", 1)
                        .with("keepdims", 0)
                        .output();
            case MEAN -> mean(all);
            case SELF_ATTENTION -> attended(all);
            case CONJUNCTIVE -> throw new IllegalStateException("a conjunctive readout follows the head");
        };
    }

    private static Value lastStep(Series states) {
        Value index = states.lengths().to("Sub", states.values().graph().integer(1));
        return states.values()
                .node("GatherND", index.unsqueezed(1))
                .with("batch_dims", 1)
                .output();
    }

    private static Value mean(Series states) {
        Value sums = states.withCleared(states.values()).values().sum(1);
        return sums.to("Div", states.counts(DataType.FLOAT)).reshaped(0, -1);
    }

    private Value attended(Series states) {
        Value layer = weights.product(states.values(), "readout.w1.weight").to("Tanh");
        Value scores = hidden(states.with(weights.product(layer, "readout.w2.weight")));
        return scores.softmax(1)
                .transposed(0, 2, 1)
                .to("MatMul", states.values())
                .reshaped(0, -1);
    }

    /** {@return the values with a number below all others in the padding} */
    private static Value hidden(Series series) {
        Value values = series.values();
        return values.where(series.real(), values.graph().single(-Float.MAX_VALUE));
    }
}
