package io.unfade.examples.flink;

import io.unfade.model.ModelFolder;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.nio.file.Path;

// example: flink
/**
 * Predicts the class of each machine's series after every reading. What the model remembers of a machine is bytes in
 * Flink's keyed state: so it is kept in checkpoints, moves with its key when the job is rescaled, and is there again after
 * a failure.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
public final class Predicting extends KeyedProcessFunction<String, Reading, Prediction> {
    private static final long serialVersionUID = 1;

    private final String model;
    private transient SeriesStream stream;
    private transient ValueState<byte[]> memory;

    /** Predicts by the model in a folder that all machines of the cluster can read. */
    public Predicting(String model) {
        this.model = model;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        try (TrainedModel trained = ModelFolder.load(Path.of(model))) {
            stream = trained.stream(); // one for all keys of this task
        }
        memory = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("memory", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<Prediction> out) throws IOException {
        byte[] before = memory.value();
        if (before == null) {
            stream.reset();
        } else {
            stream.restore(before);
        }
        double[] probabilities = new double[stream.classes()];
        stream.step(reading.values(), probabilities);
        memory.update(stream.snapshot());
        out.collect(new Prediction(reading.machine(), reading.step(), probabilities));
    }
}
// end of the example
