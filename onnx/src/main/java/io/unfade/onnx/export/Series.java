package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * A batch of series somewhere in the network.
 *
 * @param values {@code (B, T, C)}
 * @param lengths the real steps of each, integers {@code (B)}
 * @param real whether a step is one, {@code (B, T, 1)}
 */
record Series(Value values, Value lengths, Value real) {
    /** {@return series of given lengths} */
    static Series of(Value values, Value lengths) {
        Value real = values.indices(1)
                .unsqueezed(0)
                .to("Less", lengths.unsqueezed(1))
                .unsqueezed(2);
        return new Series(values, lengths, real);
    }

    /** {@return series of the same lengths, with other features} */
    Series with(Value others) {
        return new Series(others, lengths, real);
    }

    /** {@return series of the same lengths, with other features and 0 in the padding} */
    Series withCleared(Value others) {
        return with(others.where(real, others.graph().single(0)));
    }

    /** {@return series with other values, of which every s-th step is kept, from the first; 0 in the padding} */
    Series strided(Value others, int stride) {
        if (stride == 1) {
            return withCleared(others);
        }
        Graph graph = others.graph();
        Value rounded = lengths.to("Add", graph.integer(stride - 1)).to("Div", graph.integer(stride));
        return new Series(others, rounded, real.slice(1, 0, Graph.END, stride)).withCleared(others);
    }

    /** {@return the number of real steps of each, in the type of other values, {@code (B, 1, 1)}} */
    Value counts(DataType type) {
        return lengths.cast(type).unsqueezed(1, 2);
    }

    /** {@return the series with zeros before the first and after the last step} */
    Value framed(int before, int after) {
        return before == 0 && after == 0
                ? values
                : values.to("Pad", values.graph().integers(0, before, 0, 0, after, 0));
    }
}
