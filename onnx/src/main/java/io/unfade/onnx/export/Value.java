package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * An array that a {@link Graph} computes, reads or holds.
 *
 * @param graph that has it
 * @param name in the graph
 */
record Value(Graph graph, String name) {
    /** {@return an operator of this value and others} */
    Value to(String operator, Value... others) {
        return node(operator, others).output();
    }

    /** {@return an operator of this value and others, to be given attributes} */
    Graph.Node node(String operator, Value... others) {
        Value[] inputs = new Value[others.length + 1];
        inputs[0] = this;
        System.arraycopy(others, 0, inputs, 1, others.length);
        return graph.node(operator, inputs);
    }

    /** {@return the values in single precision} */
    Value inSingle() {
        return cast(DataType.FLOAT);
    }

    /** {@return the values in double precision} */
    Value inDouble() {
        return cast(DataType.DOUBLE);
    }

    /** {@return the values as numbers of a type} */
    Value cast(DataType type) {
        return node("Cast").with("to", type.getNumber()).output();
    }

    /**
     * {@return some of the places along an axis}
     *
     * @param from the first
     * @param to after the last; counted from the axis' end if negative, {@link Graph#END} for all that follow
     * @param step from one to the next
     */
    Value slice(int axis, long from, long to, int step) {
        return to("Slice", graph.integers(from), graph.integers(to), graph.integers(axis), graph.integers(step));
    }

    /** {@return the values with further axes of length 1} */
    Value unsqueezed(long... axes) {
        return to("Unsqueeze", graph.integers(axes));
    }

    /** {@return the values with the axes in another order} */
    Value transposed(long... order) {
        return node("Transpose").withList("perm", order).output();
    }

    /** {@return the values in another shape: 0 keeps an axis, -1 takes what is left} */
    Value reshaped(long... shape) {
        return to("Reshape", graph.integers(shape));
    }

    /** {@return the sum over an axis, which is kept with length 1} */
    Value sum(int axis) {
        return node("ReduceSum", graph.integers(axis)).with("keepdims", 1).output();
    }

    /** {@return the running sum along axis 1} */
    Value runningSum() {
        return to("CumSum", graph.integer(1));
    }

    /** {@return the softmax along an axis} */
    Value softmax(int axis) {
        return node("Softmax").with("axis", axis).output();
    }

    /** {@return the first values that are all of one axis, then those of others} */
    Value followedBy(int axis, Value... others) {
        return others.length == 0
                ? this
                : node("Concat", others).with("axis", axis).output();
    }

    /** {@return the length of an axis, as a list of one integer} */
    Value length(int axis) {
        return to("Shape").slice(0, axis, axis + 1L, 1);
    }

    /** {@return the integers from 0 to below the length of an axis} */
    Value indices(int axis) {
        Value length = length(axis).to("Squeeze", graph.integers(0));
        return graph.node("Range", graph.integer(0), length, graph.integer(1)).output();
    }

    /** {@return these values where a condition holds, elsewhere another one} */
    Value where(Value condition, Value otherwise) {
        return condition.to("Where", this, otherwise);
    }
}
