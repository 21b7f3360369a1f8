package io.unfade.onnx.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;
import io.unfade.onnx.OnnxRuntime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** An exported model, run by ONNX Runtime. */
final class ExportedFile implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OnnxRuntime.environment();

    private final OrtSession session;

    ExportedFile(TrainedModel model) throws IOException, OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = ENVIRONMENT.createSession(bytes(model), options);
        }
    }

    static byte[] bytes(TrainedModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxExport.write(model, out);
        return out.toByteArray();
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    OrtSession session() {
        return session;
    }

    /**
     * {@return an output for raw series, whose padding is not a number}
     *
     * @param padding steps after the longest series
     */
    double[][] output(String name, SeriesSet set, int padding) throws OrtException {
        int cells = (set.steps() + padding) * set.features();
        float[] x = new float[set.count() * cells];
        Arrays.fill(x, Float.NaN);
        long[] lengths = new long[set.count()];
        double[] series = new double[set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, series, 0);
            lengths[i] = set.length(i);
            for (int cell = 0; cell < set.length(i) * set.features(); cell++) {
                x[i * cells + cell] = (float) series[cell];
            }
        }
        long[] shape = {set.count(), set.steps() + padding, set.features()};
        try (OnnxTensor values = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x), shape);
                OnnxTensor counts =
                        OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(lengths), new long[] {set.count()});
                OrtSession.Result result = session.run(Map.of("x", values, "lengths", counts))) {
            OnnxValue value = result.get(name).orElseThrow();
            float[][] rows = (float[][]) value.getValue();
            double[][] exact = new double[rows.length][rows[0].length];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < rows[i].length; k++) {
                    exact[i][k] = rows[i][k];
                }
            }
            return exact;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
