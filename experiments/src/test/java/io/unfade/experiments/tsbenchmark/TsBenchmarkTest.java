package io.unfade.experiments.tsbenchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.BoxType;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.ProcessData.Variant;
import io.unfade.data.synth.TimeProcess;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The benchmark in its smallest form: what is larger than what, not how large. */
class TsBenchmarkTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_everyProcess_onlyThePlainModelFades() throws IOException {
        List<MapRuns.Case> cases = new ArrayList<>();
        for (TimeProcess process : List.of(TimeProcess.GAUSSIAN, TimeProcess.GAUSSIAN_PROCESS)) {
            cases.add(new MapRuns.Case(
                    List.of("middle", process.key(), "published"),
                    new ProcessData(BoxType.MIDDLE, process, Variant.PUBLISHED)));
        }
        MapRuns runs = new MapRuns(
                List.of("type", "process", "variant"),
                cases,
                List.of(
                        ModelKind.plain("lstm", "LSTM", Cell.LSTM),
                        ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN)),
                Map.of(Regime.AUTHORS, new Regime.Schedule(5, 50, 1e-3, 1)),
                ModelKind.Size.AUTHORS,
                0,
                1,
                200,
                30,
                Set.of(MapRecord.Part.AREAS));

        Summary summary = Reproduction.run(
                        TsBenchmark.study(runs), folder, JsonNodeFactory.instance.objectNode(), (done, of, last) -> {})
                .summary();

        for (MapRuns.Case each : cases) {
            assertThat(mean(summary, each, "lstm", "lastTenth"))
                    .isGreaterThan(mean(summary, each, "lstm-mean", "lastTenth"));
            assertThat(mean(summary, each, "lstm", "setAur")).isLessThan(mean(summary, each, "lstm-mean", "setAur"));
            assertThat(mean(summary, each, "lstm", "setAupr")).isLessThan(mean(summary, each, "lstm-mean", "setAupr"));
        }
    }

    private static double mean(Summary summary, MapRuns.Case each, String model, String measure) {
        List<String> labels = new ArrayList<>(each.labels());
        labels.addAll(List.of(model, "authors"));
        return summary.find(labels, measure).orElseThrow().ours().mean();
    }

    @Test
    void study_full_hasEveryTypeAndProcessAndTheCorrectedOnes() {
        long corrected = List.of(TimeProcess.values()).stream()
                .filter(TimeProcess::hasCorrected)
                .count();
        assertThat(new TsBenchmark()
                        .study(new Choices(false, null, 0, null, TimeAxis.ROWS))
                        .units())
                .hasSize((int) (10 * (7 + corrected) * 2));
    }
}
