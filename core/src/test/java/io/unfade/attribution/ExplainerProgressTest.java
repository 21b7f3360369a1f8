package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExplainerProgressTest {
    private static final SeriesSet SET = TestModels.series(Precision.DOUBLE, 4, 6, 2, 6, 4);
    private static final Attribution OCCLUSION = Attributions.of("occlusion", Map.of("window", "2", "stride", "2"));

    private static Model model(AtomicInteger passes, double output) {
        return Model.of(Signature.of(SET.features(), 2, Output.LOGIT), inputs -> {
            passes.incrementAndGet();
            double[][] outputs = new double[inputs.count()][2];
            outputs[0][1] = output;
            return outputs;
        });
    }

    private static SaliencyMaps explain(Model model, int batchSize, Progress progress) {
        Explainer.Request request = new Explainer.Request(new Target.Predicted(), Output.LOGIT, batchSize, 0);
        return Explainer.explain(model, SET, OCCLUSION, request, progress);
    }

    @Test
    void explain_progress_growsToOne() {
        for (int batchSize : new int[] {1, SET.count()}) {
            List<Double> shares = new ArrayList<>();
            explain(model(new AtomicInteger(), 1), batchSize, new Progress() {
                @Override
                public void update(String task, double done, String detail) {
                    assertThat(task).startsWith("Explaining by ");
                    shares.add(done);
                }
            });
            assertThat(shares).isSorted().last().isEqualTo(1.0);
            assertThat(shares.get(0)).isBetween(1e-3, 0.5);
            assertThat(shares.stream().distinct().count()).isGreaterThan(3);
        }
    }

    @Test
    void explain_cancelledWithinASeries_ends() {
        AtomicInteger passes = new AtomicInteger();
        Progress cancelledLater = new Progress() {
            @Override
            public boolean cancelled() {
                return passes.get() >= 3;
            }
        };
        assertThatThrownBy(() -> explain(model(passes, 1), SET.count(), cancelledLater))
                .isInstanceOf(CancellationException.class);
        assertThat(passes.get()).isLessThan(3 + EngineRuntime.threads() * 2);
    }

    @Test
    void explain_outputNotANumber_namesTheSeries() {
        assertThatThrownBy(() -> explain(model(new AtomicInteger(), Double.NaN), SET.count(), Progress.NONE))
                .hasMessageMatching("series \\d \\('\\d'\\): the model's output is not a number; .*");
    }

    @Test
    void explain_origin_holdsTheOptions() {
        SaliencyMaps maps = explain(model(new AtomicInteger(), 1), 2, Progress.NONE);
        assertThat(maps.origin().method()).isEqualTo("occlusion");
        assertThat(maps.origin().details().get(Explainer.OPTIONS))
                .contains("window=2", "stride=2", "baseline=zero", ", ");
        assertThat(maps.gaps()).isEmpty();
    }
}
