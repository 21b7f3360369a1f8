package io.unfade.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.Batch;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.DirectAttention;
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
 * The whole model, plain or with attention: its forward pass, and a training step. Any grid of sizes is measured by options
 * such as {@code -p steps=50,300 -p cell=GRU}; the memory of the direct models grows with the square of the steps.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args="TrainingStepBenchmark -p steps=50,300"}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark {
    @Param
    private BenchmarkModel kind = BenchmarkModel.PLAIN;

    @Param("LSTM")
    private Cell cell = Cell.LSTM;

    @Param("50")
    private int batch;

    @Param("100")
    private int steps;

    @Param("100")
    private int features;

    @Param({"5", "64"})
    private int hidden;

    @Param("20")
    private int hops;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainingStep step;

    private float[] values = new float[0];

    @Setup
    public void open() {
        model = kind.create(cell, features, hidden, hops);
        values = BenchmarkModel.wave(batch * steps * features);
        step = new TrainingStep(model, TrainingOptions.defaults(), 1);
    }

    @Benchmark
    public long forward() {
        try (NDManager scope = model.newScope()) {
            NDList inputs = batch(scope).inputs();
            return Gradients.without(() -> kind.isDirect() ? direct(inputs, false) : model.logits(inputs))
                    .size();
        }
    }

    @Benchmark
    public double forwardBackwardUpdate() {
        try (NDManager scope = model.newScope()) {
            NDArray ones = scope.ones(new Shape(batch, BenchmarkModel.CLASSES));
            Batch series = batch(scope);
            return (kind.isDirect() ? step.take(ones, () -> direct(series.inputs(), true)) : step.take(series, ones))
                    .loss();
        }
    }

    private NDArray direct(NDList inputs, boolean training) {
        return DirectAttention.logits(model.network(), model.store(), inputs, training);
    }

    private Batch batch(NDManager scope) {
        return new Batch(scope.create(values, new Shape(batch, steps, features)), null);
    }

    @TearDown
    public void close() {
        step.close();
        model.close();
    }
}
