package io.unfade.experiments.vanishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.Experiments;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.ComputedPieces;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.vanishing.Vanishing.Counts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VanishingTest {
    private static final double ROUNDING = 1e-12;
    private static final double THREE_DIGITS = 0.01;

    private static final Study TINY = Vanishing.study(
            List.of(12, 24), new Regime.Schedule(3, 20, 1e-3, 20), new SeedRange(0, 1), new Counts(60, 10, 3));

    @TempDir
    private static Path folder;

    private static Findings findings;

    @BeforeAll
    static void run() throws IOException {
        findings = run(Progress.NONE);
    }

    private static Findings run(Progress progress) throws IOException {
        return Reproduction.run(TINY, folder, JsonNodeFactory.instance.objectNode(), "vanishing", progress);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 24})
    void gradientOfFirstStep_withoutAttention_isSmallerThanWithIt(int length) {
        for (String cell : List.of("lstm", "gru", "rnn")) {
            assertThat(mean(length, cell, VanishingRecord.GRADIENT_RATIO))
                    .as(cell)
                    .isNegative()
                    .isLessThan(mean(length, cell + "-mean", VanishingRecord.GRADIENT_RATIO));
            assertThat(mean(length, cell, MapRecord.LAST_TENTH))
                    .as(cell)
                    .isGreaterThan(mean(length, cell + "-mean", MapRecord.LAST_TENTH));
        }
    }

    @Test
    void hiddenJacobian_ofLongerSeries_isSmallerWithAttentionToo() {
        for (ModelKind kind : Vanishing.MODELS) {
            assertThat(mean(24, kind.key(), VanishingRecord.HIDDEN_RATIO))
                    .as(kind.key())
                    .isNegative()
                    .isLessThan(mean(12, kind.key(), VanishingRecord.HIDDEN_RATIO));
        }
    }

    private static double mean(int length, String model, Measure measure) {
        return findings.summary()
                .find(List.of(Integer.toString(length), model), measure.key())
                .orElseThrow()
                .ours()
                .mean();
    }

    @Test
    void record_ofLstm_keepsProfilesThatAgreeWithItsNumbers() throws IOException {
        JsonNode record = new ObjectMapper()
                .readTree(folder.resolve("runs/24.lstm.0.json").toFile());

        double[] kept = RunNumbers.array(record, VanishingRecord.KEPT_MEAN);
        double[] largest = RunNumbers.array(record, VanishingRecord.KEPT_LARGEST);
        double[] gradient = RunNumbers.array(record, VanishingRecord.GRADIENT);
        double[] cell = RunNumbers.array(record, VanishingRecord.CELL);
        assertThat(kept).hasSize(24).isSorted().endsWith(1);
        assertThat(largest).hasSize(24).endsWith(1);
        for (int t = 0; t < 23; t++) {
            assertThat(largest[t]).isGreaterThanOrEqualTo(kept[t]);
            assertThat(cell[t]).isPositive();
        }
        assertThat(cell[23]).isNaN();
        assertThat(Math.log10(kept[0]))
                .isEqualTo(record.path(VanishingRecord.KEPT_RATIO.key()).asDouble(), within(THREE_DIGITS));
        assertThat(Math.log10(gradient[0] / gradient[23]))
                .isEqualTo(record.path(VanishingRecord.GRADIENT_RATIO.key()).asDouble(), within(THREE_DIGITS));
        assertThat(RunNumbers.array(record, VanishingRecord.HIDDEN)).hasSize(24).endsWith(1);
    }

    @Test
    void run_again_computesNothingAndGivesTheSameBytes() throws IOException {
        Map<String, byte[]> before = files();
        ComputedPieces computed = new ComputedPieces();

        run(computed);

        assertThat(computed.keys()).isEmpty();
        assertThat(files()).containsExactlyEntriesOf(before);
        assertThat(before.keySet())
                .contains(
                        "settings.json",
                        "results.csv",
                        "summary.csv",
                        "provenance.json",
                        "report.html",
                        "runs/12.lstm.0.json",
                        "runs/24.rnn-mean.0.json");
        assertThat(Files.readAllLines(folder.resolve("results.csv"))).hasSize(1 + 2 * Vanishing.MODELS.size());
    }

    /** {@return all files with their content} */
    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    @Test
    void page_ofTinyStudy_hasASectionForEachLength() {
        assertThat(findings.page().sections())
                .extracting(section -> section.heading())
                .containsExactly("Against the length of the series", "12 steps", "24 steps", "The numbers");
        assertThat(findings.page().summary()).contains("Of 24 steps").doesNotContain("NaN");
    }

    @Test
    void study_quick_isSmallerThanTheFullOne() throws IOException {
        Choices choices = new Choices(false, null, 5, null, TimeAxis.ROWS);
        Choices quick = new Choices(true, null, 5, null, TimeAxis.ROWS);

        assertThat(Experiments.named("vanishing").study(choices).units()).hasSize(4 * 6 * 3);
        assertThat(Experiments.named("vanishing").study(quick).units()).hasSize(2 * 6);
    }

    @Test
    void log10OfMeans_numbersTooSmallForADouble_isExact() {
        double[] small = {Math.log(1e-200) * 5, Math.log(0.5)};
        double[] tripled = {small[0] + Math.log(3), Math.log(0.1)};

        double[] log10 = VanishingRecord.log10OfMeans(List.of(small, tripled), Function.identity());

        assertThat(log10[0]).isEqualTo(-1000 + Math.log10(2), within(1e-9));
        assertThat(log10[1]).isEqualTo(Math.log10(0.3), within(ROUNDING));
    }
}
