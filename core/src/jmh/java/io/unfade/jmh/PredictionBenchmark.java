package io.unfade.jmh;

import io.unfade.data.SeriesSet;
import io.unfade.data.synth.BoxData;
import io.unfade.model.TrainedModel;
import io.unfade.model.Predictions;
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
 * Probabilities of one series of 100 steps and 100 features, from the heap to the heap; each time a sample, for percentiles.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=PredictionBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictionBenchmark {
    @Param({"PLAIN", "MEAN", "CONCAT"})
    private BenchmarkModel kind = BenchmarkModel.PLAIN;

    @Param({"5", "64"})
    private int hidden;

    private final SeriesSet series = BoxData.named("earlier-box").generate(1, 1);

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @Setup
    public void open() {
        model = kind.create(hidden);
    }

    @Benchmark
    public Predictions predict() {
        return Predictions.of(model, series, 1);
    }

    @TearDown
    public void close() {
        model.close();
    }
}
