package io.unfade.experiments.table1;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The smallest form of the table: order of the numbers, not their values. */
class Table1Test {
    @TempDir
    static Path folder;

    private static Summary summary = new Summary(List.of(), "seed", List.of());

    @BeforeAll
    static void reproduce() throws IOException {
        List<ModelKind> models = Table1.MODELS.stream()
                .filter(kind ->
                        List.of("lstm", "lstm-self-attention", "lstm-mean").contains(kind.key()))
                .toList();
        MapRuns<BoxData> runs = new MapRuns<>(
                List.of("data"),
                List.of("earlier-box", "latter-box").stream()
                        .map(name -> Case.of(name, BoxData.named(name)))
                        .toList(),
                new Setup(
                        models,
                        ModelKind.Size.AUTHORS,
                        Map.of(
                                Regime.AUTHORS,
                                new Regime.Schedule(6, 50, 1e-3, 1),
                                Regime.SOUND,
                                new Regime.Schedule(6, 50, 1e-3, 3)),
                        true,
                        new SeedRange(0, 1)),
                200,
                30,
                Set.of());
        summary = Reproduction.run(
                        Table1.study(runs, true),
                        folder,
                        JsonNodeFactory.instance.objectNode(),
                        "table1",
                        Progress.NONE)
                .summary();
    }

    private static double mean(String data, String model, Regime regime, String measure) {
        return summary.find(List.of(data, model, regime.key()), measure)
                .orElseThrow()
                .ours()
                .mean();
    }

    @Test
    void lstm_earlierBox_seesNothingOfIt() {
        for (Regime regime : Regime.values()) {
            assertThat(mean("earlier-box", "lstm", regime, "lastTenth")).isGreaterThan(90);
            assertThat(mean("earlier-box", "lstm", regime, "weightedJaccard"))
                    .isLessThan(mean("latter-box", "lstm", regime, "weightedJaccard"));
        }
    }

    @Test
    void inputCellAttention_anyBox_doesNotFade() {
        for (String data : List.of("earlier-box", "latter-box")) {
            assertThat(mean(data, "lstm-mean", Regime.AUTHORS, "lastTenth")).isLessThan(25);
            assertThat(mean(data, "lstm-mean", Regime.AUTHORS, "weightedJaccard"))
                    .isGreaterThan(mean(data, "lstm", Regime.AUTHORS, "weightedJaccard"));
        }
    }

    @Test
    void report_isThereWithItsFigures() {
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder.resolve("report_files")).isNotEmptyDirectory();
    }

    @Test
    void published_everyDataSetAndModelOfThePaper_isKnownWithTolerance() {
        // six data sets, four models, three measures; of the models here two data sets and three models
        assertThat(summary.compared()).hasSize(2 * 3 * 3);
        assertThat(summary.compared())
                .allMatch(entry -> entry.published().orElseThrow().tolerance() > 0);
    }
}
