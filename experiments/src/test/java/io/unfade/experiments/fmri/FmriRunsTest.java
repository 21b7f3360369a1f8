package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.experiments.fmri.Compared.Side;
import io.unfade.experiments.study.ComputedPieces;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.fmri.simulate.TaskDesign;
import io.unfade.fmri.simulate.TaskSimulation;
import io.unfade.metric.Estimate;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.piece.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The smallest form of the experiment on brain activity, and its tables from hand-made records. */
class FmriRunsTest {
    private static final double ROUNDING = 1e-9;
    private static final int REGIONS = 100;
    private static final ModelKind PLAIN = ModelKind.plain("lstm", "LSTM", Cell.LSTM);
    private static final ModelKind ATTENTIVE =
            ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN);

    @TempDir
    Path folder;

    /** {@return 3 subjects, 2 classes, 16 blocks each; a fold leaves out one subject} */
    static Problem problem() {
        TaskDesign design = new TaskDesign(2, 2, 4, 2.0, 20, 12);
        try {
            return FmriData.simulated(
                    TaskSimulation.defaults()
                            .withSubjects(3)
                            .withRegions(REGIONS)
                            .withDesign(design),
                    1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FmriRuns study(int epochs, int seeds) {
        Setup setup = Setup.sound(
                List.of(PLAIN, ATTENTIVE),
                new ModelKind.Size(8, 3, 5, 0),
                new Regime.Schedule(epochs, 8, 1e-2, 20),
                new SeedRange(7, seeds));
        return new FmriRuns(setup, 2, new FmriData(List.of(problem()), List.of(), ""));
    }

    private static Findings run(Study study, Path into, Progress progress) throws IOException {
        return Reproduction.run(study, into, JsonNodeFactory.instance.objectNode(), "fmri", progress);
    }

    private static double mean(Findings findings, String model, String cells, Measure measure) {
        Summary.Entry entry = findings.summary()
                .find(List.of("simulation", model, cells), measure.key())
                .orElseThrow();
        return entry.ours().mean();
    }

    @Test
    void reproduce_smallSimulation_learnsAndLooksAtTheTask() throws IOException {
        ComputedPieces computed = new ComputedPieces();
        Findings findings = run(study(30, 1), folder, computed);

        assertThat(computed.keys())
                .containsExactlyInAnyOrder(
                        "simulation.01.baselines", "simulation.01.7", "simulation.02.baselines", "simulation.02.7");
        assertThat(mean(findings, "majority", "none", Measure.ACCURACY)).isEqualTo(50);
        assertThat(mean(findings, "linear", "none", Measure.ACCURACY)).isGreaterThan(80);
        assertThat(mean(findings, "lstm-mean", "lstm-mean", Measure.ACCURACY)).isGreaterThan(70);
        assertThat(mean(findings, "lstm", "lstm", FmriTable.EVEN)).isEqualTo(1000 / 14.0, within(ROUNDING));
        assertThat(mean(findings, "lstm-mean", "lstm-mean", FmriTable.onTask(0.1)))
                .isGreaterThan(mean(findings, "lstm", "lstm", FmriTable.onTask(0.1)));
        assertThat(findings.summary().compared()).hasSize(7);
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("What this cannot show", "cells of the attention", "Mean over folds");
    }

    @Test
    void reproduce_again_computesNothing_andOtherSettingsAreRefused() throws IOException {
        run(study(1, 1), folder, Progress.NONE);
        byte[] report = Files.readAllBytes(folder.resolve("report.html"));
        ComputedPieces computed = new ComputedPieces();
        run(study(1, 1), folder, computed);

        assertThat(computed.keys()).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve("report.html"))).isEqualTo(report);
        assertThatThrownBy(() -> run(study(2, 1), folder, computed)).hasMessageContaining("epochs was 1, is now 2");
        assertThatThrownBy(() -> run(study(1, 2), folder, computed)).hasMessageContaining("seeds was 1, is now 2");
    }

    @Test
    void units_foldsAndSeeds_areDifferentPieces() {
        FmriRuns runs = study(1, 2);

        assertThat(runs.units().stream().map(Piece::key))
                .containsExactly(
                        "simulation.01.baselines",
                        "simulation.01.7",
                        "simulation.01.8",
                        "simulation.02.baselines",
                        "simulation.02.7",
                        "simulation.02.8");
        assertThat(FmriRecord.seed(7, "01")).isNotEqualTo(FmriRecord.seed(7, "02"));
        assertThat(runs.settings().path("windows").path("lag").asDouble()).isEqualTo(5);
        assertThat(runs.settings().path("problems").get(0).path("features").asInt())
                .isEqualTo(REGIONS);
    }

    /** {@return records with known numbers: accuracies by fold and seed, and removal curves} */
    private static Map<String, JsonNode> records() {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        double[][] accuracies = {{40, 60}, {70, 90}}; // by fold, by seed
        for (int fold = 0; fold < 2; fold++) {
            ObjectNode baselines = JsonNodeFactory.instance.objectNode();
            records.put(
                    "simulation.0" + (fold + 1) + ".baselines",
                    baselines.put("linear", 75).put("majority", 50));
            for (int seed = 0; seed < 2; seed++) {
                ObjectNode record = JsonNodeFactory.instance.objectNode();
                double accuracy = accuracies[fold][seed];
                record.set("lstm", model(accuracy, accuracy - 10, accuracy - 20, 30));
                record.set("lstm-mean", model(accuracy + 5 + fold, accuracy - 15, accuracy, 90));
                records.put("simulation.0" + (fold + 1) + "." + (7 + seed), record);
            }
        }
        return records;
    }

    private static ObjectNode model(double accuracy, double own, double other, double onTask) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("accuracy", accuracy).put("even", 1000 / 14.0).put("epochs", 3);
        for (String key : List.of("own", "other", "random", "onTask", "profile")) {
            ArrayNode array = node.putArray(key);
            int size = key.equals("profile") ? 14 : FmriTable.FRACTIONS.length;
            for (int i = 0; i < size; i++) {
                array.add(
                        switch (key) {
                            case "own" -> own;
                            case "other" -> other;
                            case "onTask" -> onTask;
                            case "profile" -> 100 / 14.0;
                            default -> accuracy;
                        });
            }
        }
        ArrayNode maps = node.putArray("maps");
        for (int m = 0; m < FmriRecord.MAPS; m++) {
            ArrayNode map = maps.addObject().putArray("map");
            for (int c = 0; c < REGIONS; c++) {
                map.add(0.5);
            }
        }
        return node;
    }

    @Test
    void findings_knownRecords_areMeansOverFoldsOfMeansOverSeeds() {
        Findings findings = study(1, 2).findings(records());

        assertThat(mean(findings, "lstm", "lstm", Measure.ACCURACY)).isEqualTo(65);
        assertThat(mean(findings, "lstm", "lstm", FmriTable.drop(0.5))).isEqualTo(10);
        assertThat(mean(findings, "lstm", "lstm-mean", FmriTable.drop(0.5))).isEqualTo(20);
        assertThat(mean(findings, "lstm", "random", FmriTable.drop(0.5))).isZero();
        assertThat(mean(findings, "lstm-mean", "lstm-mean", FmriTable.drop(0.5)))
                .isEqualTo(20.5);
        assertThat(mean(findings, "lstm", "lstm", FmriTable.onTask(0.3))).isEqualTo(30);
        Estimate accuracy = findings.summary()
                .find(List.of("simulation", "lstm", "lstm"), "accuracy")
                .orElseThrow()
                .ours();
        // folds 50 and 80: t of 1 degree of freedom is 12.7062, the standard error 15
        assertThat(accuracy.count()).isEqualTo(2);
        assertThat(accuracy.high() - accuracy.mean()).isEqualTo(12.7062 * 15, within(1e-2));
        assertThat(findings.results().rows()).hasSize(2 * 2 + 2 * 2 * 6);
    }

    @Test
    void difference_sameBlocks_isTakenInEachFold() {
        ResultTable results = FmriTable.of(study(1, 2), records());
        Estimate difference = new Compared(results)
                .difference(problem(), new Side("lstm-mean", "lstm-mean"), new Side("lstm", "lstm"), Measure.ACCURACY);

        // 5 in the first fold and 6 in the second, although the accuracies differ by 30
        assertThat(difference.mean()).isEqualTo(5.5);
        assertThat(difference.high() - difference.mean()).isEqualTo(12.7062 * 0.5, within(1e-3));
    }
}
