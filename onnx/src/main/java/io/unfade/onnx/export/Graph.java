package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A graph of ONNX operators under construction. Operators, and what they need, are those of the specification's version
 * {@link OnnxExport#OPSET}. Values are named by the operator that computes them and a number.
 */
final class Graph {
    /** The length of an axis as a limit of a slice: up to its end. */
    static final long END = Long.MAX_VALUE;

    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final Map<List<Long>, Value> integers = new HashMap<>();
    private int names;

    /** {@return the protocol buffer, for the names of the graph, its inputs and its outputs} */
    GraphProto.Builder proto() {
        return proto;
    }

    /** {@return a value of the graph that was not made by it: an input} */
    Value input(String name) {
        return new Value(this, name);
    }

    /** {@return an operator that has been applied to values, without attributes and outputs yet} */
    Node node(String operator, Value... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator);
        for (Value value : inputs) {
            node.addInput(value.name());
        }
        return new Node(node);
    }

    /** {@return a constant in single precision} */
    Value singles(double[] values, long... shape) {
        ByteBuffer bytes = little(values.length * Float.BYTES);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return constant(DataType.FLOAT, bytes, shape);
    }

    /** {@return a number in single precision} */
    Value single(double value) {
        return singles(new double[] {value});
    }

    /** {@return a constant in double precision} */
    Value doubles(double[] values, long... shape) {
        ByteBuffer bytes = little(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return constant(DataType.DOUBLE, bytes, shape);
    }

    /** {@return a number in double precision} */
    Value exact(double value) {
        return doubles(new double[] {value});
    }

    /** {@return a list of integers} */
    Value integers(long... values) {
        return integers.computeIfAbsent(
                Arrays.stream(values).boxed().toList(),
                list -> constant(DataType.INT64, little(values), values.length));
    }

    /** {@return an integer, without axes} */
    Value integer(long value) {
        return constant(DataType.INT64, little(new long[] {value}));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer little(long[] values) {
        ByteBuffer bytes = little(values.length * Long.BYTES);
        LongStream.of(values).forEach(bytes::putLong);
        return bytes;
    }

    private Value constant(DataType type, ByteBuffer bytes, long... shape) {
        String name = "constant_" + names++;
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.flip()));
        LongStream.of(shape).forEach(tensor::addDims);
        proto.addInitializer(tensor);
        return new Value(this, name);
    }

    /** An operator that is being added to the graph. */
    final class Node {
        private final NodeProto.Builder node;

        private Node(NodeProto.Builder node) {
            this.node = node;
        }

        /** {@return this, with integers as attribute} */
        Node withList(String attribute, long... values) {
            AttributeProto.Builder list = attribute(attribute, AttributeType.INTS);
            LongStream.of(values).forEach(list::addInts);
            node.addAttribute(list);
            return this;
        }

        /** {@return this, with an integer as attribute} */
        Node with(String attribute, long value) {
            node.addAttribute(attribute(attribute, AttributeType.INT).setI(value));
            return this;
        }

        /** {@return this, with a word as attribute} */
        Node with(String attribute, String value) {
            node.addAttribute(attribute(attribute, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
            return this;
        }

        private static AttributeProto.Builder attribute(String name, AttributeType type) {
            return AttributeProto.newBuilder().setName(name).setType(type);
        }

        /** {@return the first output, by a name of the graph's} */
        Value output() {
            return outputs(1).get(0);
        }

        /** {@return the first outputs} */
        List<Value> outputs(int count) {
            String name = node.getOpType() + "_" + names++;
            List<Value> outputs = IntStream.range(0, count)
                    .mapToObj(i -> new Value(Graph.this, count == 1 ? name : name + "_" + i))
                    .toList();
            outputs.forEach(output -> node.addOutput(output.name()));
            proto.addNode(node.setName(name));
            return outputs;
        }

        /** Adds the operator with one output of a given name. */
        void output(String name) {
            proto.addNode(node.setName(name).addOutput(name));
        }
    }
}
