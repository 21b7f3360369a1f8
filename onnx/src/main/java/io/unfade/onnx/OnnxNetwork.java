package io.unfade.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.engine.EngineRuntime;
import io.unfade.math.Temperature;
import io.unfade.model.InputLayout;
import io.unfade.model.Signature;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A graph in ONNX Runtime. Owns native memory until closed. Thread-safe. */
final class OnnxNetwork implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxGraph graph;
    private final Signature.Names names;
    private final double temperature;

    private OnnxNetwork(
            Path file, OrtEnvironment environment, OrtSession session, OnnxGraph graph, Map<String, String> entries) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.graph = graph;
        names = new Signature.Names(names(entries, "classNames"), names(entries, "featureNames"));
        temperature = temperature(entries.getOrDefault("temperature", "1"));
    }

    /**
     * Opens a file.
     *
     * @throws MalformedFileException if it is not ONNX, of operators that the runtime does not have, or not a classifier
     *     of series
     */
    static OnnxNetwork open(Path file, InputLayout layout) throws MalformedFileException {
        OrtEnvironment environment = OnnxRuntime.environment();
        OrtSession session;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(EngineRuntime.threads());
            options.addConfigEntry("session.intra_op.allow_spinning", "0"); // waiting threads leave the cores to others
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new MalformedFileException(
                    file,
                    "",
                    "is not ONNX that ONNX Runtime " + environment.getVersion() + " can open: " + reason(e),
                    e);
        }
        try {
            OnnxGraph graph = OnnxGraph.of(
                    file,
                    layout,
                    session.getInputInfo().values(),
                    session.getOutputInfo().values());
            Map<String, String> entries = session.getMetadata().getCustomMetadata();
            return new OnnxNetwork(file, environment, session, graph, entries);
        } catch (OrtException e) {
            close(session);
            throw new MalformedFileException(file, "", "does not tell its inputs and outputs: " + reason(e), e);
        } catch (MalformedFileException | RuntimeException e) {
            close(session);
            throw e;
        }
    }

    /** {@return what the runtime says, without its error code and places in its own code} */
    private static String reason(OrtException e) {
        return PlainText.oneLine(String.valueOf(e.getMessage())
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^Load model from .*? failed:", "")
                .replaceAll("/onnxruntime_src/\\S+ [^)]*\\) ", "")
                .strip());
    }

    /** {@return names in the file's metadata, a JSON list of texts; null if there are none, or it is something else} */
    private static @Nullable List<String> names(Map<String, String> entries, String key) {
        try {
            String[] names = JSON.readValue(entries.getOrDefault(key, "null"), String[].class);
            return names == null || Arrays.stream(names).anyMatch(Objects::isNull) ? null : List.of(names);
        } catch (JsonProcessingException e) {
            return null; // of another program
        }
    }

    private static double temperature(String text) {
        try {
            double stated = Double.parseDouble(text);
            Temperature.check(stated);
            return stated;
        } catch (IllegalArgumentException e) { // not a number either
            return 1; // of another program
        }
    }

    /** {@return what logits are divided by before they become probabilities} */
    double temperature() {
        return temperature;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** {@return names that the file states} */
    Signature.Names names() {
        return names;
    }

    /**
     * {@return what the graph gives for series, {@code [B][K]}}
     *
     * @param values in the graph's layout
     * @param shape of the values; of the batch that the graph reads
     * @param lengths of the series
     * @throws IllegalArgumentException if it cannot compute with them, or gives something else
     */
    double[][] outputs(double[] values, long[] shape, int... lengths) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put(graph.series(), series(values, shape));
            if (graph.lengths() != null) {
                inputs.put(graph.lengths(), lengths(lengths));
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(graph.classes()))) {
                return rows((OnnxTensor) result.get(0), lengths.length);
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    file + ": cannot compute with series " + OnnxGraph.inWords(shape) + ": " + reason(e), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor series(double[] values, long... shape) throws OrtException {
        if (graph.precision() == Precision.DOUBLE) {
            DoubleBuffer doubles = direct(values.length, Double.BYTES).asDoubleBuffer();
            doubles.put(values).flip();
            return OnnxTensor.createTensor(environment, doubles, shape);
        }
        FloatBuffer floats = direct(values.length, Float.BYTES).asFloatBuffer();
        for (double value : values) {
            floats.put((float) value); // rounded once, after standardisation
        }
        return OnnxTensor.createTensor(environment, floats.flip(), shape);
    }

    private OnnxTensor lengths(int... lengths) throws OrtException {
        long[] shape = {lengths.length};
        if (graph.longLengths()) {
            long[] wide = Arrays.stream(lengths).asLongStream().toArray();
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(wide), shape);
        }
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(lengths), shape);
    }

    private static ByteBuffer direct(int count, int bytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes)).order(ByteOrder.nativeOrder());
    }

    private double[][] rows(OnnxTensor output, int series) {
        long[] shape = output.getInfo().getShape();
        Require.argument(
                shape.length == 2 && shape[0] == series,
                "%s: must give (B, K) outputs, but '%s' is %s for %d series",
                file,
                graph.classes(),
                OnnxGraph.inWords(shape),
                series);
        double[][] rows = new double[series][(int) shape[1]];
        FloatBuffer floats = output.getFloatBuffer();
        DoubleBuffer doubles = output.getDoubleBuffer();
        for (double[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = floats == null ? doubles.get() : floats.get();
            }
        }
        return rows;
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session: " + reason(e), e);
        }
    }

    @Override
    public void close() {
        close(session);
    }
}
