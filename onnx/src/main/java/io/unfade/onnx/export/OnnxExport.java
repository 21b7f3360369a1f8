package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.data.Standardization;
import io.unfade.data.io.ReadingRule;
import io.unfade.model.ModelDescription;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a trained model as an ONNX file in single precision.
 *
 * <table>
 *   <caption>Inputs and outputs</caption>
 *   <tr><td>{@code x}</td><td>float {@code (B, T, C)}</td><td>series as they are; the file standardises them</td></tr>
 *   <tr><td>{@code lengths}</td><td>int64 {@code (B)}</td><td>real steps of each series; what is after them is not read</td></tr>
 *   <tr><td>{@code logits}</td><td>float {@code (B, K)}</td><td>of an ensemble, the mean of its members'</td></tr>
 *   <tr><td>{@code probabilities}</td><td>float {@code (B, K)}</td><td>softmax of the logits over the temperature</td></tr>
 * </table>
 *
 * <p>B is free, and so is T unless series are standardised cell by cell. Equal models give equal bytes.
 */
public final class OnnxExport {
    /** The version of ONNX's operators that a file needs. */
    public static final int OPSET = 14;

    private static final int IR_VERSION = 7; // the format's own version of that time
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 26); // the rest is the graph's

    private OnnxExport() {}

    /**
     * Writes a model.
     *
     * @param out not closed
     * @throws IllegalArgumentException if there is an {@link #obstacle}
     */
    public static void write(TrainedModel model, OutputStream out) throws IOException {
        obstacle(model).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        ModelProto.Builder file = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("unfade")
                .setProducerVersion(Provenance.version())
                .setGraph(NetworkGraph.of(model))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
        metadata(model)
                .forEach((key, value) -> file.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        file.build().writeTo(out);
    }

    /** {@return why a model cannot be written; empty if it can} */
    public static Optional<String> obstacle(TrainedModel model) {
        if (model.standardizer().kind() == Standardization.PER_GROUP) {
            return Optional.of(
                    "per-group standardization needs all series of a group to standardise one, so it cannot be"
                            + " part of an ONNX file; train with another standardization");
        }
        long bytes = 0;
        for (String name : model.network().weights().keySet()) {
            bytes += model.network().shape(name).size() * Float.BYTES;
        }
        return bytes < MOST_BYTES
                ? Optional.empty()
                : Optional.of("its weights take " + bytes + " bytes, and an ONNX file holds at most 2 GiB");
    }

    /** {@return what the file says of the model, by key; names as JSON lists} */
    private static Map<String, String> metadata(TrainedModel model) {
        ModelDescription description = model.description();
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("unfadeVersion", Provenance.version());
        model.fileHash().ifPresent(hash -> entries.put("modelSha256", hash));
        entries.put("classNames", json(description.allClassNames()));
        List<String> features = description.featureNames();
        if (features != null) {
            entries.put("featureNames", json(features));
        }
        if (model.temperature() != 1) {
            entries.put("temperature", Double.toString(model.temperature()));
        }
        ReadingRule reading = description.reading();
        if (reading != null) {
            entries.put("missing", reading.missing().key());
        }
        return entries;
    }

    private static String json(List<String> names) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        names.forEach(list::add);
        return list.toString();
    }
}
