package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.experiments.study.ComputedPieces;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.NoiseRecipe;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Trial;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The smallest form of the experiment on training under noise. */
class NoiseRunsTest {
    private static final double ROUNDING = 1e-9;

    @TempDir
    Path folder;

    private static NoiseHalves.Task task(Problem problem) {
        return new NoiseHalves.Task("tasks-2", "two tasks", problem.series(), List.of(), "", 1);
    }

    private static NoiseRuns study(int epochs) {
        ModelKind attentive = ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN);
        Trial.Recipe usual = new Trial.Recipe(
                attentive,
                new ModelKind.Size(8, 3, 5, 0),
                Regime.SOUND,
                new Regime.Schedule(Math.min(2, epochs), 8, 1e-2, 20));
        NoiseRecipe recipe = new NoiseRecipe(5, epochs, 8, 0.01);
        Problem problem = FmriRunsTest.problem();
        return new NoiseRuns(
                new NoiseRuns.Recipes(recipe, recipe, usual),
                new SeedRange(7, 1),
                1,
                new FmriData(List.of(problem), List.of(), ""),
                List.of(task(problem)));
    }

    private Findings run(NoiseRuns study, Progress progress) throws IOException {
        return Reproduction.run(study, folder, JsonNodeFactory.instance.objectNode(), "fmri-localisation", progress);
    }

    private static double mean(Findings findings, String data, String model, String map, Measure measure) {
        return findings.summary().mean(List.of(data, model, map), measure.key());
    }

    @Test
    void reproduce_smallSimulation_findsRegionsAndAgreesBetweenHalves() throws IOException {
        ComputedPieces computed = new ComputedPieces();
        Findings findings = run(study(40), computed);

        assertThat(computed.keys()).containsExactlyInAnyOrder("simulation.01", "tasks-2.1");
        String data = "simulation";
        double noise = mean(findings, data, "noise-attention", "noise-gradient", MapRecord.ROC_AUC);
        assertThat(noise).isGreaterThan(0.8);
        assertThat(mean(findings, data, "untrained", "noise-gradient", MapRecord.ROC_AUC))
                .isBetween(0.3, 0.7);
        assertThat(mean(findings, data, "no-model", "linear-discriminant", MapRecord.ROC_AUC))
                .isGreaterThan(0.8);
        assertThat(mean(findings, data, "noise-attention", "noise-gradient", FmriTable.EVEN))
                .isEqualTo(1000 / 14.0, within(ROUNDING));
        assertThat(mean(findings, "tasks-2", "noise-attention", "noise-gradient", NoiseRuns.RELIABILITY))
                .isGreaterThan(0.1);
        assertThat(mean(findings, "tasks-2", "untrained", "noise-gradient", NoiseRuns.RELIABILITY))
                .isBetween(-0.5, 0.5);
        assertThat(mean(findings, "tasks-2", "no-model", "mean-difference map=weights", NoiseRuns.RELIABILITY))
                .isGreaterThan(0.1);
        assertThat(folder.resolve("report.html")).content().contains("From half to half", "trained under noise");
    }

    @Test
    void halves_areWholeRuns_andDifferWithTheIndex() {
        NoiseHalves.Task task = task(FmriRunsTest.problem());
        List<SeriesSet> halves = task.halves(1);
        assertThat(halves.get(0).count() + halves.get(1).count())
                .isEqualTo(task.series().count());
        assertThat(runs(halves.get(0))).doesNotContainAnyElementsOf(runs(halves.get(1)));
        assertThat(IntStream.range(1, 20)
                        .mapToObj(index -> runs(task.halves(index).get(0)))
                        .distinct())
                .hasSize(3);
    }

    private static List<Integer> runs(SeriesSet set) {
        return IntStream.of(set.groups().orElseThrow())
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }
}
