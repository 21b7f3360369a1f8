package io.unfade.experiments.tsbenchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.BoxType;
import io.unfade.data.synth.ProcessData;
import io.unfade.data.synth.ProcessData.Variant;
import io.unfade.data.synth.TimeProcess;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
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

/** The smallest form of the benchmark: order of the numbers, not their values. */
class TsBenchmarkTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_everyProcess_onlyThePlainModelFades() throws IOException {
        List<Case<ProcessData>> cases = new ArrayList<>();
        for (TimeProcess process : List.of(TimeProcess.GAUSSIAN, TimeProcess.GAUSSIAN_PROCESS)) {
            cases.add(new Case<>(
                    List.of("middle", process.key(), "published"),
                    new ProcessData(BoxType.MIDDLE, process, Variant.PUBLISHED)));
        }
        MapRuns<ProcessData> runs = new MapRuns<>(
                List.of("type", "process", "variant"),
                cases,
                new Setup(
                        List.of(
                                ModelKind.plain("lstm", "LSTM", Cell.LSTM),
                                ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN)),
                        ModelKind.Size.AUTHORS,
                        Map.of(Regime.AUTHORS, new Regime.Schedule(5, 50, 1e-3, 1)),
                        true,
                        new SeedRange(0, 1)),
                200,
                30,
                Set.of(MapRecord.Part.AREAS));

        Summary summary = Reproduction.run(
                        TsBenchmark.study(runs),
                        folder,
                        JsonNodeFactory.instance.objectNode(),
                        "ts-benchmark",
                        Progress.NONE)
                .summary();

        for (Case<ProcessData> each : cases) {
            assertThat(mean(summary, each, "lstm", "lastTenth"))
                    .isGreaterThan(mean(summary, each, "lstm-mean", "lastTenth"));
            assertThat(mean(summary, each, "lstm", "setAur")).isLessThan(mean(summary, each, "lstm-mean", "setAur"));
            assertThat(mean(summary, each, "lstm", "setAupr")).isLessThan(mean(summary, each, "lstm-mean", "setAupr"));
        }
    }

    private static double mean(Summary summary, Case<ProcessData> each, String model, String measure) {
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
