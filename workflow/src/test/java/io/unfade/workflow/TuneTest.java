package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.tune.SearchResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The search on a few series with a few steps. */
class TuneTest {
    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void writeSeries() throws IOException {
        data = folder.resolve("data.npz");
        SeriesFiles.write(BoxData.named("earlier-box").generate(12, 4, 0).training(), data);
    }

    /** {@return a search of small models: rungs of 1, 3 and 9 steps, in whole epochs of 1 or 2} */
    private static Request<Optional<SearchResult>> small(String out) {
        return new Tune(data, folder.resolve(out))
                .with("trials", 9)
                .with("folds", 3)
                .with("architecture.hidden", 3)
                .with("architecture.attentionWidth", 4)
                .with("architecture.input.stemWidth", 4)
                .with("optimization.steps", 9);
    }

    private static Result<Optional<SearchResult>> run(Request<Optional<SearchResult>> request, Progress progress)
            throws IOException {
        return ((Tune) request).execute(progress, 1);
    }

    /** {@return a table without the seconds that training took} */
    private static List<String> table(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out + ".tuning/trials.csv")).stream()
                .map(line -> line.replaceFirst("^((?:[^,]*,){7})[^,]*,", "$1"))
                .toList();
    }

    @Test
    void run_ofTrials_findsSettingsAndTrainsAModel() throws IOException {
        Path page = folder.resolve("page.html");
        Result<Optional<SearchResult>> result = run(small("whole").with("report", page.toString()), Progress.NONE);
        ObjectNode json = result.json();
        assertThat(json.path("rungs").findValuesAsText("candidates")).containsExactly("9", "3", "1");
        assertThat(json.path("rungs").findValuesAsText("steps")).containsExactly("1", "3", "9");
        assertThat(json.path("trials")).hasSize(9);
        assertThat(json.path("defaults").path("candidate").asInt()).isZero();
        assertThat(json.path("defaults").path("rung").asInt()).isEqualTo(3);
        assertThat(result.text())
                .startsWith("Tried 9 candidates on 12 series (9 candidates for 1 steps on 3 folds, 3 for 3")
                .contains("The best score is optimistic", "chance 50.0 %", "linear model", "1-nearest neighbour");
        assertThat(page)
                .content()
                .contains(
                        "Did the search pay?", "steps of training", "log-loss of held-out series (nats)", "--hidden 3")
                .doesNotContain("NaN");
        assertThat(table("whole")).hasSize(10);

        JsonNode best =
                Json.MAPPER.readTree(folder.resolve("whole.tuning/best.json").toFile());
        Requests.of((ObjectNode) best).run(Progress.NONE);
        assertThat(folder.resolve("whole.tuning/again/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/weights.safetensors"));
        JsonNode kept =
                Json.MAPPER.readTree(folder.resolve("whole/provenance.json").toFile());
        assertThat(kept.path("training").path("baselines"))
                .isEqualTo(json.path("baselines"))
                .isNotEmpty();
    }

    @Test
    void run_defaults_haveTheScoreOfCrossValidate() throws IOException {
        SearchResult result = run(small("scores"), Progress.NONE).value().orElseThrow();
        JsonNode same = new CrossValidate(data)
                .with("folding.folds", 3)
                .with("folding.validation", 0.0)
                .with("architecture.hidden", 3)
                .with("architecture.attentionWidth", 4)
                .with("architecture.input.stemWidth", 4)
                .with("optimization.steps", 9)
                .run(Progress.NONE)
                .json();
        assertThat(result.defaults().orElseThrow().loss())
                .isEqualTo(same.path("pooled").path("logLoss").asDouble());
        assertThat(result.defaults().orElseThrow().accuracy())
                .isEqualTo(same.path("pooled").path("accuracy").asDouble());
    }

    @Test
    void run_sameSeed_givesTheSame_otherSeedOthers() throws IOException {
        String first = run(small("first"), Progress.NONE).text();
        String second = run(small("second"), Progress.NONE).text();
        assertThat(second.replace("second", "first")).isEqualTo(first);
        assertThat(table("second")).isEqualTo(table("first"));
        run(small("other").with("seed", 1), Progress.NONE);
        assertThat(table("other")).isNotEqualTo(table("first"));
    }

    @Test
    void run_interruptedAndResumed_givesTheSameTable() throws IOException {
        run(small("at-once"), Progress.NONE);
        Result<Optional<SearchResult>> part = run(small("parts"), new Progress() {
            private int steps;

            @Override
            public void step(String text) {
                steps++;
            }

            @Override
            public boolean cancelled() {
                return steps >= 4;
            }
        });
        assertThat(part.interrupted()).isTrue();
        assertThat(part.value()).isEmpty();
        assertThat(part.text()).contains("Interrupted after trials of 4 candidates", "with resume continues");
        assertThat(folder.resolve("parts")).doesNotExist();
        assertThat(table("parts")).hasSize(5);

        assertThatThrownBy(() -> run(small("parts"), Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("holds a search; resume continues it, overwrite starts over");
        Request<Optional<SearchResult>> resumed = small("parts").with("resume", true);
        assertThatThrownBy(() -> run(resumed.with("seed", 5), Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("(seed was 0, but is now 5)");
        assertThat(run(resumed, Progress.NONE).interrupted()).isFalse();
        assertThat(table("parts")).isEqualTo(table("at-once"));
    }

    @Test
    void run_interruptedWithinATraining_doesNotKeepItAsFailed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Result<Optional<SearchResult>> part = run(small("within"), new Progress() {
            private volatile boolean later;

            @Override
            public void step(String text) {
                later = true; // the defaults are done
            }

            @Override
            public boolean cancelled() {
                return later && asked.incrementAndGet() > 3;
            }
        });
        assertThat(part.interrupted()).isTrue();
        assertThat(folder.resolve("within.tuning/search.jsonl")).content().doesNotContain("\"failure\":\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            budget                | ten                  | budget must be a time such as 90s, 10m or 1h, but was 'ten'
            trials                | 1                    | trials must be at least 2
            folds                 | 1                    | folds must be at least 2
            folds                 | 7                    | series, which cannot be in each of 7 folds
            optimization.regime   | authors              | regime authors ends by training accuracy
            optimization.patience | 5                    | patience has no meaning with validation 0
            split                 | group                | needs groups
            report                | page.txt             | report: the name must end in .html
            resume                | true                 | there is no search
            """)
    void run_wrongUse_isOneLineAndWritesNothing(String setting, String value, String message) throws IOException {
        Object given = value.matches("\\d+") ? Integer.valueOf(value) : value.equals("true") ? true : value;
        long before = files();
        assertThatThrownBy(() -> new Tune(data, folder.resolve("wrong"))
                        .with(setting, given)
                        .run(Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(files()).isEqualTo(before);
    }

    private static long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void run_fixedSetting_isNamedOrRefused() {
        assertThatThrownBy(() -> new Tune(data, folder.resolve("wrong"))
                        .with("fixed", Set.of("hiden"))
                        .run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("did you mean hidden?");
    }

    @Test
    void run_classOfOneSeries_isNamed() throws IOException {
        SeriesSet set = BoxData.named("earlier-box").generate(12, 4, 0).training();
        int[] labels = new int[12];
        labels[3] = 1;
        Path file = folder.resolve("one.npz");
        SeriesFiles.write(set.toBuilder().labels(labels, List.of("many", "one")).build(), file);
        assertThatThrownBy(() -> new Tune(file, folder.resolve("wrong")).run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("class 'one' has 1 series, which cannot be in each of 2 folds");
    }

    @Test
    void run_modelThatIsThere_isKept() throws IOException {
        run(small("kept"), Progress.NONE);
        assertThatThrownBy(() -> run(small("kept"), Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("already holds a model");
        assertThat(run(small("kept").with("overwrite", true), Progress.NONE).failure())
                .isNull();
    }
}
