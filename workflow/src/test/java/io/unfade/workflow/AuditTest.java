package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.faithfulness.Masking;
import io.unfade.faithfulness.MaskingCurves;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.workflow.audit.AuditReport;
import io.unfade.workflow.audit.finding.Question;
import io.unfade.workflow.audit.finding.Verdict;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Audits of a small model whose classes differ in two cells. */
class AuditTest {
    private static final int STEPS = 8;

    @TempDir
    static Path folder;

    static Path training;
    static Path data;
    static Path model;

    @BeforeAll
    static void train() throws IOException {
        training = folder.resolve("training.npz");
        data = folder.resolve("data.npz");
        SeriesFiles.write(series(80, 1), training);
        SeriesFiles.write(series(24, 2), data);
        model = folder.resolve("model");
        new Train(training, model)
                .with("architecture.hidden", 4)
                .with("architecture.attention", "none")
                .with("optimization.epochs", 15)
                .with("optimization.learningRate", 0.02)
                .run(Progress.NONE);
    }

    private static SeriesSet series(int count, long seed) {
        Random random = new Random(seed);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, STEPS, 2);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int t = 0; t < STEPS; t++) {
                double shift = t == 2 || t == 3 ? 2 - 4 * labels[i] : 0;
                builder.cell(i, t, 0, random.nextGaussian() + shift).cell(i, t, 1, random.nextGaussian());
            }
        }
        return builder.labels(labels, List.of("up", "down")).build();
    }

    private static Request<AuditReport> audit(String name, String budget) {
        return new Audit(model, data, folder.resolve(name))
                .with("reference", training.toString())
                .with("also", List.of("integrated-gradients steps=50"))
                .with("budget", budget);
    }

    @Test
    void whole_answersEachQuestion_withEveryNumber() throws IOException {
        Result<AuditReport> result = audit("whole", "1h").run(Progress.NONE);
        AuditReport report = result.value();
        assertThat(report.left()).isEmpty();
        assertThat(report.findings()).hasSize(Question.values().length);
        assertThat(report.methods()).containsExactly("gradient", "integrated-gradients steps=50");
        for (String method : report.methods()) {
            assertThat(report.verdict(Question.DEPENDENCE, method).level()).isNotEqualTo(Verdict.Level.UNKNOWN);
            assertThat(report.verdict(Question.FAITHFULNESS, method).level()).isNotEqualTo(Verdict.Level.UNKNOWN);
            assertThat(report.verdict(Question.PLANTED, method).level()).isNotEqualTo(Verdict.Level.UNKNOWN);
        }
        assertThat(report.verdict(Question.COMPLETENESS, "gradient").level()).isEqualTo(Verdict.Level.UNKNOWN);
        assertThat(report.verdict(Question.COMPLETENESS, "integrated-gradients steps=50")
                        .level())
                .isEqualTo(Verdict.Level.GOOD);
        JsonNode json = result.json();
        assertThat(json.path("questions")).hasSize(Question.values().length);
        assertThat(value(json, "faithfulness", "gradient", "fill zero", "comprehensiveness"))
                .isCloseTo(comprehensiveness(), within(1e-6));
        assertThat(value(json, "fading", "time-profile", "", "share in the last 10 % of the steps"))
                .isGreaterThan(value(json, "fading", "random", "", "share in the last 10 % of the steps"));
        assertThat(folder.resolve("whole/report.html"))
                .content()
                .contains("Would it find a signal", "fill training-draw", "Planted signals", "linear-discriminant");
        assertThat(folder.resolve("whole/numbers.csv")).content().contains("planted,model,", "stability,");
        assertThat(result.text()).contains("By all of these");
    }

    private static double comprehensiveness() throws IOException {
        try (Model opened = Models.open(model, null)) {
            SeriesSet set = SeriesFiles.read(data);
            SaliencyMaps maps = Explainer.explain(opened, set, new Gradient());
            MaskingCurves curves = new Masking(opened, set, maps, Baseline.ZERO, null, 0, 64)
                    .curves(Progress.NONE, MaskingCurves.usualFractions());
            return Arrays.stream(curves.comprehensiveness()).average().orElseThrow();
        }
    }

    private static double value(JsonNode json, String question, String maps, String condition, String measure) {
        return StreamSupport.stream(json.path("questions").spliterator(), false)
                .filter(node -> node.path("question").asText().equals(question))
                .flatMap(node -> StreamSupport.stream(node.path("numbers").spliterator(), false))
                .filter(node -> node.path("maps").asText().equals(maps)
                        && node.path("condition").asText().equals(condition)
                        && node.path("measure").asText().equals(measure))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asDouble();
    }

    @Test
    void spread_endsWithTheNumbersOfOneProcess() throws IOException {
        Audit spread = (Audit) audit("spread", "1h");
        List<String> parts = spread.left();
        assertThat(parts).contains("fading-gradient", "planted-early-2-1.00", "seed-1");
        for (String part : parts) {
            spread.compute(part, Progress.NONE);
        }
        assertThat(spread.left()).isEmpty();
        Path piece = folder.resolve("spread/measured/runs/seed-1.json");
        FileTime written = Files.getLastModifiedTime(piece);
        JsonNode together = spread.run(Progress.NONE).json();
        assertThat(Files.getLastModifiedTime(piece)).isEqualTo(written);
        assertThat(value(
                        together,
                        "stability",
                        "gradient",
                        "trained again, seed 1",
                        "rank correlation with the model's maps"))
                .isBetween(-1.0, 1.0);
        assertThat(together.path("leftOut")).isEmpty();
    }

    private static int pieces(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name).resolve("measured/runs"))) {
            return (int) files.count();
        }
    }

    @Test
    void tooLittleTime_isKept_andWhatIsMissingIsNamedAndDoneLater() throws IOException {
        Result<AuditReport> some = audit("short", "1s").run(Progress.NONE);
        assertThat(some.value().left()).containsKey(Question.PLANTED);
        assertThat(some.text()).contains("Left out: Would it find a signal");
        assertThat(folder.resolve("short/report.html")).content().contains("goes on with them");
        int before = pieces("short");
        audit("short", "4s").run(Progress.NONE);
        assertThat(pieces("short")).isGreaterThan(before);
        assertThatThrownBy(() -> audit("short", "1s").with("seed", 5).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("other settings");
    }

    @Test
    void modelOfAnotherProgram_isAuditedWithoutTrainings() throws IOException {
        Path network = folder.resolve("network.onnx");
        new Export(model, network).run(Progress.NONE);
        Result<AuditReport> result = new Audit(network, data, folder.resolve("foreign"))
                .with("sample", 6)
                .with("budget", "1h")
                .run(Progress.NONE);
        assertThat(result.value().verdict(Question.PLANTED, "occlusion").level())
                .isEqualTo(Verdict.Level.UNKNOWN);
        assertThat(result.value().verdict(Question.FAITHFULNESS, "occlusion").level())
                .isNotEqualTo(Verdict.Level.UNKNOWN);
        assertThat(result.value().finding(Question.PLANTED).notes().toString()).contains("of another program");
        assertThat(result.json().path("explainedSeries").asInt()).isEqualTo(6);
    }

    @Test
    void seriesWithoutLabels_areAuditedWithoutTrainings() throws IOException {
        Path plain = folder.resolve("plain.npz");
        SeriesSet set = series(12, 3);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, 12, STEPS, 2);
        for (int i = 0; i < 12; i++) {
            for (int t = 0; t < STEPS; t++) {
                builder.cell(i, t, 0, set.value(i, t, 0)).cell(i, t, 1, set.value(i, t, 1));
            }
        }
        SeriesFiles.write(builder.build(), plain);
        Result<AuditReport> result = new Audit(model, plain, folder.resolve("plain"))
                .with("budget", "1h")
                .run(Progress.NONE);
        assertThat(result.value().finding(Question.STABILITY).notes().toString())
                .contains("no labels");
        assertThat(result.value().verdict(Question.STABILITY, "gradient").reason())
                .contains("noise");
        assertThatThrownBy(() -> new Audit(model, plain, folder.resolve("none"))
                        .with("target.method", "expected-gradients")
                        .run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("give reference");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void wrongUse_isRefusedBeforeAnythingIsWritten() {
        Request<AuditReport> audit = audit("refused", "1h");
        assertThatThrownBy(() -> audit.with("target.method", "random").run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("is a control");
        assertThatThrownBy(() -> audit.with("also", List.of("gradient")).run(Progress.NONE))
                .hasMessageContaining("audited already");
        assertThatThrownBy(() -> audit.with("budget", "soon")).hasMessageContaining("budget must be");
        assertThatThrownBy(() -> audit.with("sample", 1)).hasMessageContaining("sample");
        assertThat(folder.resolve("refused")).doesNotExist();
        ObjectNode json = audit.toJson();
        assertThat(Requests.of(json)).isEqualTo(audit);
    }

    @Test
    void modelThatLearnedNothing_isNotJudged_andFilesOfOthersAreKept() throws IOException {
        Path untrained = folder.resolve("untrained");
        new Train(training, untrained)
                .with("architecture.hidden", 2)
                .with("architecture.attention", "none")
                .with("optimization.epochs", 1)
                .with("optimization.learningRate", 1e-6)
                .run(Progress.NONE);
        Path out = folder.resolve("nothing");
        Result<AuditReport> result = new Audit(untrained, data, out)
                .with("reference", training.toString())
                .with("budget", "4s")
                .run();
        assertThat(result.value().trust("gradient").word()).isEqualTo("not to be judged");
        assertThat(result.value().paragraph()).contains("(accuracy 0.", "always naming the largest class");

        Path foreign = Files.createDirectory(folder.resolve("theirs"));
        Files.writeString(foreign.resolve("report.html"), "mine");
        assertThatThrownBy(() -> new Audit(model, data, foreign).run())
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("no audit");
        assertThat(foreign.resolve("report.html")).hasContent("mine");
    }
}
