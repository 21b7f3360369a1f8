package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.unfade.data.Standardization;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;

/** The whole network of a model, from raw series to probabilities. */
final class NetworkGraph {
    static final String SERIES = "x";
    static final String LENGTHS = "lengths";
    static final String LOGITS = "logits";
    static final String PROBABILITIES = "probabilities";

    private static final Dimension BATCH = named("series");

    private NetworkGraph() {}

    /** {@return the graph of a model} */
    static GraphProto of(TrainedModel model) {
        ModelSpec spec = model.spec();
        Graph graph = new Graph();
        GraphProto.Builder proto = graph.proto().setName("unfade");
        proto.addInput(info(SERIES, DataType.FLOAT, BATCH, steps(model), fixed(spec.features()))
                .setDocString("series as they are, not standardised; after the real steps of each any number"));
        proto.addInput(info(LENGTHS, DataType.INT64, BATCH)
                .setDocString("the number of real steps of each series, 1 to the steps of the array"));
        proto.addOutput(info(LOGITS, DataType.FLOAT, BATCH, fixed(spec.classes())));
        proto.addOutput(info(PROBABILITIES, DataType.FLOAT, BATCH, fixed(spec.classes())));
        Series raw = Series.of(graph.input(SERIES), graph.input(LENGTHS));
        Series prepared = InputPart.prepared(InputPart.standardized(raw, model.standardizer()), spec.preparation());
        Value logits = mean(prepared, model);
        logits.node("Identity").output(LOGITS);
        logits.to("Div", graph.single(model.temperature()))
                .node("Softmax")
                .with("axis", 1)
                .output(PROBABILITIES);
        return proto.build();
    }

    /** {@return the mean of the members' logits} */
    private static Value mean(Series prepared, TrainedModel model) {
        int members = model.spec().members();
        Value sum = logits(prepared, model, 0);
        for (int member = 1; member < members; member++) {
            sum = sum.to("Add", logits(prepared, model, member));
        }
        return members == 1 ? sum : sum.to("Div", prepared.values().graph().single(members));
    }

    private static Value logits(Series prepared, TrainedModel model, int member) {
        ModelSpec spec = model.spec();
        Weights weights;
        try (TrainedModel network = model.member(member)) {
            weights = new Weights(network.weights());
        }
        Series read = spec.stem() == null ? prepared : new StemPart(weights).outputs(prepared, spec.stem());
        Value input = spec.attention() == null
                ? read.values()
                : new AttentionPart(weights).attended(read.values(), spec.attention());
        RecurrentPart.States states = new RecurrentPart(weights, spec).states(input, read.lengths());
        return new ReadoutPart(weights).logits(states, read, spec.readout().kind());
    }

    /** {@return T: that of the training series if these are standardised cell by cell} */
    private static Dimension steps(TrainedModel model) {
        return model.standardizer().kind() == Standardization.PER_CELL
                ? fixed(model.standardizer().shape()[0])
                : named("steps");
    }

    private static Dimension named(String name) {
        return Dimension.newBuilder().setDimParam(name).build();
    }

    private static Dimension fixed(int size) {
        return Dimension.newBuilder().setDimValue(size).build();
    }

    private static ValueInfoProto.Builder info(String name, DataType type, Dimension... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Dimension dimension : dimensions) {
            shape.addDim(dimension);
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
    }
}
