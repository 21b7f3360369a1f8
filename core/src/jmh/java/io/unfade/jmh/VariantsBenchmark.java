package io.unfade.jmh;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.wrap.TemporalRescaling;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
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
import org.openjdk.jmh.infra.Blackhole;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What it saves to lay variants of series side by side: temporal saliency rescaling of the gradient, and the same number of
 * gradients with a pass each; integrated gradients of 50 steps, and one gradient.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=VariantsBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class VariantsBenchmark {
    private static final int STEPS = 100;
    private static final int FEATURES = 10;
    private static final TemporalRescaling RESCALING =
            new TemporalRescaling(new Gradient(), 0.55, Baseline.ZERO);

    @Param({"PLAIN", "MEAN"})
    private BenchmarkModel kind = BenchmarkModel.PLAIN;

    @Param({"1", "64"})
    private int series;

    @Param({"5", "64"})
    private int hidden;

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @SuppressWarnings("NullAway.Init") // by open
    private Problem problem;

    @Setup
    public void open() {
        model = kind.create(Cell.LSTM, FEATURES, hidden, 20);
        double[] values = new Random(1)
                .doubles((long) series * STEPS * FEATURES, -1, 1)
                .toArray();
        int[] lengths = new int[series];
        Arrays.fill(lengths, STEPS);
        Inputs inputs = new Inputs(values, lengths, STEPS, FEATURES);
        problem = Problem.of(
                model,
                inputs,
                Output.LOGIT,
                IntStream.range(0, series).mapToObj(Integer::toString).toList(),
                0,
                new int[series]);
    }

    @Benchmark
    public double[] gradient() {
        return problem.gradient();
    }

    @Benchmark
    public double[] integratedGradients() {
        return new IntegratedGradients(50, Baseline.ZERO).attribute(problem).values();
    }

    @Benchmark
    public double[] rescaling() {
        return RESCALING.attribute(problem).values();
    }

    /** As many gradients as rescaling takes. */
    @Benchmark
    public void oneByOne(Blackhole hole) {
        double[] values = problem.inputs().values();
        for (long i = 0; i < RESCALING.cost(STEPS, FEATURES).backward(); i++) {
            hole.consume(problem.at(values.clone()).gradient());
        }
    }

    @TearDown
    public void close() {
        model.close();
    }
}
