package io.unfade.jmh;

import io.unfade.check.Progress;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.Explainer;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.BoxData;
import io.unfade.model.TrainedModel;
import io.unfade.model.Output;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
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
 * Gradient saliency of 1000 series of 100 steps and 100 features, from series on the heap to maps on the heap.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=GradientSaliencyBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GradientSaliencyBenchmark {
    private static final int SERIES = 1000;

    @Param({"PLAIN", "MEAN", "CONCAT"})
    private BenchmarkModel kind = BenchmarkModel.PLAIN;

    @Param({"5", "64"})
    private int hidden;

    /** Series at a time; batches are explained in parallel. */
    @Param({"32", "64", "256", "1000"})
    private int batch;

    private final SeriesSet series = BoxData.named("earlier-box").generate(SERIES, 1);

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @Setup
    public void open() {
        model = kind.create(hidden);
    }

    @Benchmark
    public SaliencyMaps attribute() {
        Explainer.Request request = new Explainer.Request(new Target.Predicted(), Output.LOGIT, batch, 0);
        return Explainer.explain(model, series, new Gradient(), request, Progress.NONE);
    }

    @TearDown
    public void close() {
        model.close();
    }
}
