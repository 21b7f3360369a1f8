package io.unfade.jmh;

import io.unfade.model.TrainedModel;
import io.unfade.nn.attention.AttentionStream;
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
import org.openjdk.jmh.annotations.Warmup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One step of the attention on an endless series.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=AttentionStreamBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttentionStreamBenchmark {
    @Param({"MEAN", "CONCAT"})
    private BenchmarkModel kind = BenchmarkModel.MEAN;

    @SuppressWarnings("NullAway.Init") // by open
    private AttentionStream stream;

    private final double[] x = new double[BenchmarkModel.FEATURES];
    private double[] output = new double[0];

    @Setup
    public void open() {
        try (TrainedModel model = kind.create(5)) {
            stream = model.network().attention().orElseThrow().stream();
        }
        output = new double[stream.outputWidth()];
        Arrays.setAll(x, Math::sin);
    }

    @Benchmark
    public double[] step() {
        stream.step(x, output);
        return output;
    }
}
