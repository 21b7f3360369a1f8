package io.unfade.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingStep;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The whole model, plain or behind attention: its forward pass, and a training step.
 *
 * <p>{@code ./mvnw -Pbench -pl core test-compile exec:exec -Djmh.args=TrainingStepBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
    @Param
    private Form form = Form.PLAIN;

    @Param({"5", "64"})
    private int hidden;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainingStep step;

    private final float[] values = Form.wave(Form.BATCH * Form.STEPS * Form.FEATURES);

    @Setup
    public void open() {
        model = form.create(hidden);
        step = new TrainingStep(model, TrainingOptions.defaults());
    }

    @Benchmark
    public long forward() {
        try (NDManager scope = model.newScope()) {
            Batch batch = batch(scope);
            return Gradients.without(() -> model.logits(batch.inputs())).size();
        }
    }

    @Benchmark
    public double forwardBackwardUpdate() {
        try (NDManager scope = model.newScope()) {
            NDArray ones = scope.ones(new Shape(Form.BATCH, Form.CLASSES));
            return step.take(batch(scope), ones).loss();
        }
    }

    private Batch batch(NDManager scope) {
        return new Batch(scope.create(values, new Shape(Form.BATCH, Form.STEPS, Form.FEATURES)), null);
    }

    @TearDown
    public void close() {
        step.close();
        model.close();
    }
}
