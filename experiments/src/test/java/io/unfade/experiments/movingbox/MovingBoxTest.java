package io.unfade.experiments.movingbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.Grid.Case;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The smallest form of the moving box: order of the numbers, not their values. */
class MovingBoxTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_earliestAndLatestStart_onlyThePlainModelMindsTheStart() throws IOException {
        MapRuns<BoxData> runs = new MapRuns<>(
                List.of("start"),
                List.of(0, 40).stream()
                        .map(start -> Case.of(Integer.toString(start), BoxData.movingBox(start)))
                        .toList(),
                new Setup(
                        List.of(
                                ModelKind.plain("lstm", "LSTM", Cell.LSTM),
                                ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN)),
                        ModelKind.Size.AUTHORS,
                        Map.of(Regime.AUTHORS, new Regime.Schedule(6, 50, 1e-3, 1)),
                        true,
                        new SeedRange(0, 1)),
                200,
                30,
                Set.of());

        Summary summary = Reproduction.run(
                        MovingBox.study(runs, true),
                        folder,
                        JsonNodeFactory.instance.objectNode(),
                        "moving-box",
                        Progress.NONE)
                .summary();

        assertThat(jaccard(summary, "0", "lstm")).isLessThan(jaccard(summary, "40", "lstm"));
        assertThat(jaccard(summary, "0", "lstm")).isLessThan(jaccard(summary, "0", "lstm-mean"));
        assertThat(jaccard(summary, "40", "lstm")).isLessThan(jaccard(summary, "40", "lstm-mean"));
        assertThat(summary.compared()).hasSize(4);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    private static double jaccard(Summary summary, String start, String model) {
        return summary.find(List.of(start, model, "authors"), "weightedJaccard")
                .orElseThrow()
                .ours()
                .mean();
    }
}
