package io.unfade.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
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
 * The attention without the recurrent layer, and its gradient with respect to the series.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=AttentionBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttentionBenchmark {
    @Param({"MEAN", "CONCAT"})
    private BenchmarkModel kind = BenchmarkModel.MEAN;

    @Param({"100", "1000"})
    private int steps;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    private float[] values = new float[0];

    @Setup
    public void open() {
        model = kind.create(5);
        values = BenchmarkModel.wave(BenchmarkModel.BATCH * steps * BenchmarkModel.FEATURES);
    }

    @Benchmark
    public long forward() {
        try (NDManager scope = model.newScope()) {
            NDArray x = series(scope);
            return Gradients.without(() -> model.network().cellInputs(model.store(), new NDList(x)))
                    .size();
        }
    }

    @Benchmark
    public long forwardAndBackward() {
        try (NDManager scope = model.newScope()) {
            return Gradients.ofInput(series(scope), x -> model.network().cellInputs(model.store(), new NDList(x)))
                    .gradient()
                    .size();
        }
    }

    private NDArray series(NDManager scope) {
        return scope.create(values, new Shape(BenchmarkModel.BATCH, steps, BenchmarkModel.FEATURES));
    }

    @TearDown
    public void close() {
        model.close();
    }
}
