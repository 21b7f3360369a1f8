package io.unfade.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.source.TimeAxis;
import io.unfade.engine.EngineRuntime;
import io.unfade.experiments.Experiments;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Many requests as tasks. */
class FanTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        Local.session();
        SeriesFiles.write(Local.series(40, true, 5), folder.resolve("series.npz"));
    }

    @Test
    void trainings_areThoseOfOneProcess_andAreKept() throws IOException {
        Path requests = folder.resolve("train.json");
        ObjectNode train = training();
        Json.MAPPER.writeValue(requests.toFile(), train);
        Fan fan = new Fan(requests, folder.resolve("results"), List.of("seed=0..1", "architecture.cell=gru", "lstm"));
        Result<Integer> result = fan.run(Progress.NONE);
        assertThat(result.value()).isEqualTo(4);

        EngineRuntime.setThreads(1);
        ObjectNode alone =
                training().put("out", folder.resolve("alone").toString()).put("seed", 1);
        ((ObjectNode) alone.path("architecture")).put("cell", "gru");
        Requests.of(alone).run(Progress.NONE);
        assertThat(folder.resolve("models/seed=1,cell=gru/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("alone/weights.safetensors"));
        assertThat(folder.resolve("models/seed=0,cell=gru/weights.safetensors")).exists();

        JsonNode unit = result.findings().path("units").get(2);
        Path kept = Path.of(unit.path("result").asText());
        Path lost =
                Path.of(result.findings().path("units").get(3).path("result").asText());
        assertThat(unit.path("name").asText()).isEqualTo("seed=1,cell=gru");
        FileTime written = Files.getLastModifiedTime(kept);
        Files.delete(lost); // as a run leaves it that is killed
        Result<Integer> again = fan.run(Progress.NONE);
        assertThat(again.value()).isEqualTo(4);
        assertThat(again.text()).startsWith("4 of 4 requests are done, 3 of them by earlier runs");
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(written);
        assertThat(lost).exists();
    }

    @Test
    void crossValidation_itsFoldsAreTasks_andItsResultIsThatOfOneProcess() throws IOException {
        Path requests = folder.resolve("folds.json");
        ObjectNode spread = crossValidation("spread");
        Json.MAPPER.writeValue(requests.toFile(), spread);
        List<String> steps = new ArrayList<>();
        Result<Integer> result = new Fan(requests, folder.resolve("fold-results")).run(new Progress() {
            @Override
            public void step(String text) {
                steps.add(text);
            }
        });
        assertThat(result.value()).isOne();
        assertThat(steps).containsExactly("3 parts of requests, such as folds, are computed first");

        EngineRuntime.setThreads(1);
        Result<?> alone = Requests.of(crossValidation("one")).run(Progress.NONE);
        JsonNode kept = Json.MAPPER.readTree(
                Path.of(result.findings().path("units").get(0).path("result").asText())
                        .toFile());
        assertThat(kept.path("accuracy")).isEqualTo(alone.json().path("accuracy"));
        for (String fold : List.of("fold-1", "fold-2", "fold-3")) {
            assertThat(folder.resolve("spread/" + fold + "/weights.safetensors"))
                    .hasSameBinaryContentAs(folder.resolve("one/" + fold + "/weights.safetensors"));
        }
        assertThat(folder.resolve("spread/predictions.csv"))
                .hasSameTextualContentAs(folder.resolve("one/predictions.csv"));
        Files.delete(folder.resolve("spread/fold-2/fold.json")); // as a task leaves it that is killed
        CrossValidate again = (CrossValidate) Requests.of(crossValidation("spread"));
        assertThat(again.left()).containsExactly("fold-2");
    }

    @Test
    void crossValidationThatCannotBe_leavesTheOthersAlone() throws IOException {
        Path requests = folder.resolve("some-bad.json");
        ObjectNode missing = crossValidation("none")
                .put("data", folder.resolve("missing.npz").toString());
        ObjectNode wide = crossValidation("wide");
        wide.put("saliency", folder.resolve("wide.npz").toString());
        wide.putObject("target").put("method", "occlusion").putObject("set").put("window", "1001");
        ObjectNode info = Json.MAPPER
                .createObjectNode()
                .put("command", "info")
                .put("data", folder.resolve("series.npz").toString());
        Files.writeString(requests, missing + "\n" + wide + "\n" + info + "\n");
        List<String> steps = new ArrayList<>();
        Result<Integer> result = new Fan(requests, folder.resolve("some-bad")).run(new Progress() {
            @Override
            public void step(String text) {
                steps.add(text);
            }
        });

        assertThat(result.value()).isOne();
        assertThat(steps).isEmpty(); // nothing is trained for a request that is refused
        assertThat(result.failure()).hasMessageContaining("2 of 3 requests failed");
        assertThat(result.text()).contains("missing.npz", "1001");
    }

    private static ObjectNode crossValidation(String out) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("command", "cross-validate")
                .put("data", folder.resolve("series.npz").toString())
                .put("out", folder.resolve(out).toString());
        request.putObject("folding").put("folds", 3);
        request.putObject("optimization").put("epochs", 1);
        request.putObject("architecture").put("hidden", 4);
        return request;
    }

    @Test
    void reproduction_itsPiecesAreTasks_andItsFilesAreThoseOfOneProcess() throws IOException {
        Path out = folder.resolve("spread-reproduce");
        ReproduceSpread request = new ReproduceSpread("vanishing", out, true, 1, null, TimeAxis.ROWS, 0);
        Result<Findings> result = request.run(Progress.NONE);
        assertThat(result.json().path("computed").asInt())
                .isEqualTo(result.json().path("pieces").asInt())
                .isPositive();

        EngineRuntime.setThreads(1);
        Path alone = folder.resolve("alone-reproduce");
        Study study = Experiments.named("vanishing").chosen(new Choices(true, 1, 0, null, TimeAxis.ROWS));
        Reproduction.run(study, alone, Json.MAPPER.createObjectNode(), "vanishing", Progress.NONE);
        assertThat(out.resolve("vanishing/results.csv")).hasSameTextualContentAs(alone.resolve("results.csv"));
        assertThat(request.run(Progress.NONE).json().path("computed").asInt()).isZero();
        assertThatThrownBy(() -> new ReproduceSpread("mnist", out).run(Progress.NONE))
                .hasMessageContaining("mnist needs data, the folder with its files");
        assertThatThrownBy(() -> new ReproduceSpread("vanishin", out).run(Progress.NONE))
                .hasMessageContaining("vanishing");
    }

    @Test
    void audit_itsMeasurementsAreTasks_andNoneIsLeftOut() throws IOException {
        ObjectNode train = training().put("out", folder.resolve("audited").toString());
        Requests.of(train).run(Progress.NONE);
        ObjectNode audit = Json.MAPPER
                .createObjectNode()
                .put("command", "audit")
                .put("model", folder.resolve("audited").toString())
                .put("data", folder.resolve("series.npz").toString())
                .put("out", folder.resolve("audit").toString())
                .put("budget", "1h")
                .put("sample", 6);
        Path requests = folder.resolve("audit.json");
        Json.MAPPER.writeValue(requests.toFile(), audit);
        List<String> steps = new ArrayList<>();
        Result<Integer> result = new Fan(requests, folder.resolve("audit-results")).run(new Progress() {
            @Override
            public void step(String text) {
                steps.add(text);
            }
        });
        assertThat(result.value()).isOne();
        assertThat(steps)
                .singleElement()
                .asString()
                .matches("[0-9]{2} parts of requests, such as folds, are computed first");
        JsonNode found = Json.MAPPER.readTree(folder.resolve("audit/audit.json").toFile());
        assertThat(found.path("leftOut")).isEmpty();
        assertThat(found.path("questions")).hasSize(7);
        assertThat(folder.resolve("audit/report.html")).exists();
    }

    private static ObjectNode training() {
        ObjectNode train = Json.MAPPER.createObjectNode();
        train.put("command", "train")
                .put("data", folder.resolve("series.npz").toString())
                .put("out", folder.resolve("models").toString())
                .put("overwrite", true);
        train.putObject("optimization").put("epochs", 1);
        train.putObject("architecture").put("hidden", 4);
        return train;
    }

    @Test
    void unitThatFails_isNamed_andOthersAreDone() throws IOException {
        Path requests = folder.resolve("info.jsonl");
        Files.write(
                requests,
                Stream.of("series.npz", "none.npz")
                        .map(name -> "{\"command\": \"info\", \"data\": \"" + folder.resolve(name) + "\"}")
                        .toList());
        Result<Integer> result = new Fan(requests, folder.resolve("infos")).run(Progress.NONE);
        assertThat(result.value()).isEqualTo(1);
        assertThat(result.failure())
                .isInstanceOf(BadRequest.class)
                .hasMessage("1 of 2 requests failed; the others are done");
        assertThat(result.text()).contains("1: " + folder.resolve("none.npz") + ": there is no such file");
    }

    @Test
    void wrongVariants_areNamed() throws IOException {
        Path requests = folder.resolve("one.json");
        Json.MAPPER.writeValue(requests.toFile(), training());
        assertRefused(requests, "seed", "vary must be a setting and its values, such as seed=0..9, but was 'seed'");
        assertRefused(requests, "seed=9..0", "vary: 9..0 is no range of at most 100000 numbers");
        assertRefused(requests, "seed=1,1", "vary: there are two requests 'seed=1'");
        assertRefused(requests, "sed=1", "there is no key 'sed'");
        Files.writeString(requests, "{\"command\": ");
        assertRefused(requests, "seed=1", "is not JSON");
    }

    @Test
    void requestsThatWriteTheSame_areRefused() throws IOException {
        Path requests = folder.resolve("two.jsonl");
        Files.write(
                requests,
                List.of(training().toString(), training().put("seed", 7).toString()));
        assertThatThrownBy(() -> new Fan(requests, folder.resolve("never")).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessage("the requests '0' and '1' both write " + folder.resolve("models")
                        + "; give each a place of its own");
    }

    private static void assertRefused(Path requests, String vary, String message) {
        assertThatThrownBy(() -> new Fan(requests, folder.resolve("never"), List.of(vary)).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(message);
    }
}
