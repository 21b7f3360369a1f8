package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unfade.check.Progress;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.ComputedPieces;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The smallest form of the digits: order of the numbers, not their values. */
class MnistTest {
    private static final ModelKind PLAIN = ModelKind.plain("lstm", "LSTM", Cell.LSTM);
    private static final ModelKind ATTENTIVE =
            ModelKind.attentive("lstm-mean", "with attention", Cell.LSTM, HopPooling.MEAN);

    @TempDir
    Path folder;

    private static Study study(TimeAxis axis, int epochs, ModelKind... kinds) throws IOException {
        return Mnist.study(
                Setup.sound(
                        List.of(kinds),
                        new ModelKind.Size(10, 5, 10, 0.05),
                        new Regime.Schedule(epochs, 64, 2e-3, 20),
                        new SeedRange(0, 1)),
                Digits.read(DigitFiles.real(), axis).first(400, 100));
    }

    private static Findings run(Study study, Path into, Progress progress) throws IOException {
        return Reproduction.run(study, into, JsonNodeFactory.instance.objectNode(), "mnist", progress);
    }

    private static double mean(Findings findings, ModelKind kind, String measure) {
        Summary.Entry entry =
                findings.summary().find(List.of(kind.key()), measure).orElseThrow();
        return entry.ours().mean();
    }

    @Test
    void reproduce_fewDigits_onlyThePlainModelLooksAtTheLastRows() throws IOException {
        ComputedPieces computed = new ComputedPieces();
        Findings findings = run(study(TimeAxis.ROWS, 2, PLAIN, ATTENTIVE), folder, computed);

        assertThat(mean(findings, PLAIN, "lastTenth")).isGreaterThan(mean(findings, ATTENTIVE, "lastTenth"));
        assertThat(mean(findings, PLAIN, "firstHalf")).isLessThan(mean(findings, ATTENTIVE, "firstHalf"));
        assertThat(mean(findings, PLAIN, "halfLife")).isLessThan(mean(findings, ATTENTIVE, "halfLife"));
        assertThat(mean(findings, PLAIN, "inkShare")).isBetween(10.0, 30.0);
        assertThat(findings.summary().compared()).isEmpty();
        assertThat(computed.keys()).containsExactlyInAnyOrder("lstm.0", "lstm-mean.0");
        for (String file : List.of("results.csv", "summary.csv", "report.html", "provenance.json", "settings.json")) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("28 time steps from top to bottom", "digit 0", "digit 9");
    }

    @Test
    void reproduce_again_computesNothingAndWritesTheSame() throws IOException {
        Study study = study(TimeAxis.ROWS, 1, PLAIN);
        run(study, folder, Progress.NONE);
        Map<String, String> before = contents();
        ComputedPieces computed = new ComputedPieces();
        run(study(TimeAxis.ROWS, 1, PLAIN), folder, computed);
        assertThat(computed.keys()).isEmpty();
        assertThat(contents()).isEqualTo(before);

        assertThatThrownBy(() -> run(study(TimeAxis.COLUMNS, 1, PLAIN), folder, computed))
                .hasMessageContaining("timeAxis was \"rows\", is now \"columns\"");
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void reproduce_columns_differFromRowsAndStandUpright() throws IOException {
        Findings rows = run(study(TimeAxis.ROWS, 1, PLAIN), folder.resolve("rows"), Progress.NONE);
        Findings columns = run(study(TimeAxis.COLUMNS, 1, PLAIN), folder.resolve("columns"), Progress.NONE);
        assertThat(mean(columns, PLAIN, "lastTenth")).isNotEqualTo(mean(rows, PLAIN, "lastTenth"));
        assertThat(mean(columns, PLAIN, "inkShare")).isEqualTo(mean(rows, PLAIN, "inkShare"));
        assertThat(folder.resolve("columns/report.html"))
                .content()
                .contains("28 time steps from left to right, 28 features from top to bottom", "left half of columns");
    }

    @Test
    void study_quickAndFull_haveTheirUnits() throws IOException {
        Path data = DigitFiles.real();
        assertThat(new Mnist()
                        .study(new Choices(false, null, 0, data, TimeAxis.ROWS))
                        .units())
                .hasSize(9);
        Study quick = new Mnist().study(new Choices(true, null, 5, data, TimeAxis.ROWS));
        assertThat(quick.units().stream().map(unit -> unit.key()))
                .containsExactly("lstm.5", "lstm-mean.5", "lstm-concat.5");
        assertThat(quick.settings().path("trainingSeries").asInt()).isEqualTo(1000);
        assertThat(quick.settings().path("testSeries").asInt()).isEqualTo(200);
    }
}
