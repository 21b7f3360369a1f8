package io.unfade.jmh;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.BoxData;
import io.unfade.model.Output;
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
 * Saliency methods on a few series of 100 steps and 100 features, H=64, from series on the heap to maps on the heap. A method
 * is its name, and its options after spaces; those of many passes with groups or windows that make them comparable.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=MethodBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class MethodBenchmark {
    private static final SeriesSet BACKGROUND = BoxData.named("earlier-box").generate(64, 2);

    @Param({"PLAIN", "MEAN"})
    private BenchmarkModel kind = BenchmarkModel.PLAIN;

    /** Series explained at once. */
    @Param("16")
    private int series;

    @Param({
        "gradient",
        "input-x-gradient",
        "integrated-gradients",
        "expected-gradients",
        "temporal-integrated-gradients",
        "sequential-integrated-gradients",
        "timing",
        "window-path",
        "deeplift",
        "lrp",
        "occlusion window=10 width=10 stride=10 shift=10",
        "ablation groups=step",
        "permutation groups=step",
        "shapley",
        "shapley-sampling groups=segments",
        "kernel-shap groups=step",
        "segment-shapley",
        "time-shap",
        "win-it window=3",
        "extremal-mask iterations=50 restarts=1",
        "dynamask iterations=50",
        "smooth-grad",
        "var-grad",
        "temporal-rescaling",
        "time-forward"
    })
    private String method = "gradient";

    @SuppressWarnings("NullAway.Init") // by open
    private TrainedModel model;

    @SuppressWarnings("NullAway.Init") // by open
    private Attribution attribution;

    @SuppressWarnings("NullAway.Init") // by open
    private SeriesSet set;

    @Setup
    public void open() {
        model = kind.create(64);
        set = BoxData.named("earlier-box").generate(series, 1);
        attribution = Attributions.parse(method);
    }

    @Benchmark
    public SaliencyMaps explain() {
        SeriesSet others = attribution.needsBackground() ? BACKGROUND : null;
        Explainer.Request request = new Explainer.Request(
                new Target.Predicted(), new Contrast.None(), Output.LOGIT, 64, 0, others);
        return Explainer.explain(model, set, attribution, request, Progress.NONE);
    }

    @TearDown
    public void close() {
        model.close();
    }
}
