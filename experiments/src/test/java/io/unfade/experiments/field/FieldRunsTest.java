package io.unfade.experiments.field;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.field.box.Box;
import io.unfade.experiments.field.data.GeneratedData;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.piece.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The smallest form of the benchmarks. */
class FieldRunsTest {
    private static final Box.Effort FEW = new Box.Effort(12, 20, 1e-2, 0);

    @TempDir
    Path folder;

    private static FieldRuns runs(List<RareData> rare, List<TrainedCase> trained, String... methods) {
        return new FieldRuns(rare, 4, trained, List.of(methods), 1, new SeedRange(0, 1));
    }

    private Findings run(FieldRuns runs) throws IOException {
        return Reproduction.run(runs, folder, JsonNodeFactory.instance.objectNode(), "benchmarks", Progress.NONE);
    }

    private static double number(Findings found, String data, String model, String method, String measure) {
        return found.summary().mean(List.of(data, model, method), measure);
    }

    /** Whatever group a series is of, it loses without a cell what the cell gives, so that only those that decide have any. */
    @Test
    void reproduce_whiteBoxes_areFoundByWhatUsesThemAlone() throws IOException {
        Findings found = run(runs(
                List.of(RareData.RARE_TIME_GROUPS),
                List.of(),
                "occlusion-zero",
                "integrated-gradients",
                "random",
                "deeplift"));

        assertThat(found.results().rows()).hasSize(3); // a white box has no layers for DeepLIFT
        for (String method : List.of("occlusion-zero", "integrated-gradients")) {
            assertThat(number(found, "rare-time-groups", "white-box", method, "rocAuc"))
                    .isEqualTo(1);
            assertThat(number(found, "rare-time-groups", "white-box", method, "averagePrecision"))
                    .isEqualTo(1);
            assertThat(number(found, "rare-time-groups", "white-box", method, "collapsed"))
                    .isZero();
            assertThat(number(found, "rare-time-groups", "white-box", method, "cpd"))
                    .isNaN();
        }
        assertThat(number(found, "rare-time-groups", "white-box", "random", "rocAuc"))
                .isEqualTo(0.5, within(0.06));
        assertThat(number(found, "rare-time-groups", "white-box", "occlusion-zero", "passes"))
                .isEqualTo(2502);
        assertThat(number(found, "rare-time-groups", "white-box", "occlusion-zero", "seconds"))
                .isPositive();
    }

    @Test
    void reproduce_classesOfSteps_areExplainedInEveryView() throws IOException {
        TrainedCase on = new TrainedCase(
                GeneratedData.SWITCH_FEATURE,
                30,
                6,
                2,
                Map.of(Box.LSTM, FEW, Box.RECIPE, new Box.Effort(6, 30, 1e-2, 0)));
        Findings found = run(runs(
                List.of(),
                List.of(on),
                "gradient",
                "occlusion-training-mean",
                "evidence",
                "dynamask",
                "win-it",
                "random"));

        assertThat(found.results().rows()).hasSize(5 + 6); // evidence needs a level of noise
        assertThat(number(found, "switch-feature", "lstm", "evidence", "rocAuc"))
                .isNaN();
        for (String method : List.of("gradient", "occlusion-training-mean", "dynamask", "win-it")) {
            assertThat(number(found, "switch-feature", "recipe", method, "rocAuc"))
                    .isBetween(0.0, 1.0);
            assertThat(number(found, "switch-feature", "lstm", method, "cpd")).isPositive();
        }
        assertThat(found.page().summary()).contains("6 methods on 1 data set");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void reproduce_classesOfSeries_predictorsAndPiecesAreKept() throws IOException {
        TrainedCase on = new TrainedCase(
                GeneratedData.FREQ_SHAPES,
                40,
                12,
                3,
                Map.of(Box.BIDIRECTIONAL, new Box.Effort(4, 20, 1e-2, 0), Box.LSTM, FEW));
        FieldRuns runs = runs(List.of(), List.of(on), "input-x-gradient", "deeplift", "random", "linear-discriminant");
        List<String> left = Reproduction.left(runs, folder);
        assertThat(left).containsExactly("freq-shapes.bidirectional.0", "freq-shapes.lstm.0");
        Reproduction.compute(runs, folder, left.get(0), Progress.NONE);
        assertThat(Reproduction.left(runs, folder)).containsExactly("freq-shapes.lstm.0");

        Findings found = run(runs);

        assertThat(Reproduction.left(runs, folder)).isEmpty();
        assertThat(found.results().rows()).hasSize(8);
        assertThat(number(found, "freq-shapes", "bidirectional", "deeplift", "averagePrecision"))
                .isBetween(0.0, 1.0);
        assertThat(number(found, "freq-shapes", "lstm", "random", "aopcr")).isNaN();
        FieldRuns others = runs(List.of(), List.of(on), "random");
        assertThatThrownBy(() -> Reproduction.left(others, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other settings");
    }

    @Test
    void reproduce_webTraffic_cutsStepsOut() throws IOException {
        TrainedCase on =
                new TrainedCase(GeneratedData.WEB_TRAFFIC, 10, 4, 1, Map.of(Box.LSTM, new Box.Effort(1, 10, 1e-2, 0)));
        Findings found = run(runs(List.of(), List.of(on), "gradient"));

        assertThat(number(found, "web-traffic", "lstm", "gradient", "aopcr")).isFinite();
        assertThat(number(found, "web-traffic", "lstm", "gradient", "ndcg")).isBetween(0.0, 1.0);
    }

    private static Study study(boolean quick) {
        return new Benchmarks().study(new Choices(quick, null, 0, null, TimeAxis.ROWS));
    }

    @Test
    void study_hasAPieceForEachDataSetModelAndSeed() {
        List<Piece> units = study(false).units();
        // 4 white boxes; 9 data sets with 4 models, and web traffic with 3
        assertThat(units).hasSize(5 * (4 + 9 * 4 + 3));
        Set<String> keys = new HashSet<>();
        units.forEach(unit -> keys.add(unit.key()));
        assertThat(keys).hasSize(units.size()).contains("state.gru.4", "web-traffic.recipe.0");
        assertThat(study(true).units()).hasSize(4 + 9 * 2 + 1);
        assertThat(study(true).settings()).isNotEqualTo(study(false).settings());
        // what numbers depend on, so that pieces of other settings are refused
        assertThat(study(false).settings().toString())
                .contains(
                        "{\"key\":\"win-it\",\"method\":\"win-it window=10 samples=3 mode=probabilities\","
                                + "\"options\":\"{window=10, samples=3, mode=probabilities, over=mean}\",\"view\":\"growing\"}",
                        "\"background\":100",
                        "\"updatesDone\":600,\"prefixesOfEachSeries\":24}",
                        "\"updatesDone\":688,\"prefixesOfEachSeries\":22}",
                        "\"updatesDone\":608}",
                        "\"members\":6,\"standardization\":\"per-cell\"");
    }

    @Test
    void methods_ofEachList_existAndHaveNamesOfTheirOwn() {
        for (List<Asked> list : List.of(Asked.OF_WHITE_BOX, Asked.OF_STEPS, Asked.OF_SERIES)) {
            assertThat(list.stream().map(Asked::key)).doesNotHaveDuplicates();
            for (Asked asked : list) {
                assertThat(asked.method().kind().key()).isNotEmpty();
            }
        }
    }
}
