package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.metric.RankCorrelation;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.MapComparison;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CompareTest {
    @TempDir
    static Path folder;

    static Path data;
    static Path first;
    static Path second;

    @BeforeAll
    static void explainTwice() throws IOException {
        data = folder.resolve("data.npz");
        SeriesSet set = BoxData.named("earlier-box").generate(8, 2, 0).training();
        SeriesFiles.write(set, data);
        Path model = folder.resolve("model");
        new Train(data, model)
                .with("architecture.hidden", 3)
                .with("optimization.epochs", 1)
                .with("optimization.steps", 2)
                .run(Progress.NONE);
        first = folder.resolve("a.npz");
        second = folder.resolve("b.npz");
        new Explain(model, data, first).run(Progress.NONE);
        new Explain(model, data, second)
                .with("explanation.method", "input-x-gradient")
                .run(Progress.NONE);
    }

    @Test
    void run_twoMethods_saysHowAlikeTheyAreAndHowRight() throws IOException {
        Path page = folder.resolve("page.html");
        Result<MapComparison> result = new Compare(List.of(first, second), data)
                .with("report", page.toString())
                .with("reportSeries", 2)
                .run(Progress.NONE);
        SaliencyMaps a = SaliencyFile.read(first);
        SaliencyMaps b = SaliencyFile.read(second);
        double sum = 0;
        for (int i = 0; i < a.count(); i++) {
            sum += RankCorrelation.of(a.absolute(i), b.absolute(i));
        }
        ObjectNode json = result.json();
        assertThat(json.path("rankCorrelation").path(0).path(1).asDouble()).isEqualTo(sum / a.count(), within(1e-12));
        assertThat(json.path("rankCorrelation").path(1).path(1).asDouble()).isEqualTo(1, within(1e-12));
        assertThat(json.path("maps").findValuesAsText("name")).containsExactly("a", "b");
        assertThat(json.path("maps").findValuesAsText("backwardPasses")).containsExactly("1", "1");
        for (int i = 0; i < 2; i++) {
            assertThat(json.path("maps").path(i).path("scores"))
                    .isEqualTo(new Score(i == 0 ? first : second, data)
                            .run(Progress.NONE)
                            .json()
                            .path("mean"));
        }
        assertThat(page)
                .content()
                .contains("Do they agree?", "input-x-gradient", "against the known cells; 0.5 is chance", "true class");
    }

    @Test
    void run_mapsOfAnotherFile_areNoted() throws IOException {
        Path changed = folder.resolve("changed.npz");
        SeriesSet set = SeriesFiles.read(data);
        SeriesFiles.write(set.toBuilder().cell(0, 0, 0, 1000).build(), changed);
        Path other = folder.resolve("changed-a.npz");
        new Explain(folder.resolve("model"), changed, other).run(Progress.NONE);
        String note = "maps made from another file than that of the series given here (its SHA-256 differs): ";
        Result<MapComparison> found = new Compare(List.of(first, other), data).run(Progress.NONE);
        assertThat(found.text()).contains("Note: " + note + "changed-a");
        assertThat(found.json().path("notes"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo(note + "changed-a");
        assertThat(new Compare(List.of(first, second), changed)
                        .run(Progress.NONE)
                        .text())
                .contains(note + "a, b");
        assertThat(new Compare(List.of(first, second), data).run(Progress.NONE).text())
                .doesNotContain(note);
    }

    @Test
    void explain_alsoByAMethodWhoseNoteNamesIt_doesNotNameItTwice() throws IOException {
        String text = new Explain(folder.resolve("model"), data, folder.resolve("twice.npz"))
                .with("also", List.of("two-way method=gradient"))
                .run(Progress.NONE)
                .text();
        assertThat(text).contains("Note: two-way maps assume").doesNotContain("two-way: two-way");
    }

    @Test
    void run_otherClasses_areNoted() throws IOException {
        Path other = folder.resolve("other.npz");
        new Explain(folder.resolve("model"), data, other)
                .with("explanation.target", "positive")
                .with("explanation.output", "probability")
                .run(Progress.NONE);
        Path opposite = folder.resolve("opposite.npz");
        new Explain(folder.resolve("model"), data, opposite)
                .with("explanation.target", "negative")
                .run(Progress.NONE);
        assertThat(new Compare(List.of(other, opposite), data)
                        .run(Progress.NONE)
                        .text())
                .contains(
                        "Note: 8 series are not explained for the same class",
                        "Note: the maps explain different outputs");
    }

    @Test
    void explain_alsoByOtherMethods_writesTheirMapsAndComparesThem() throws IOException {
        Path out = folder.resolve("several.npz");
        Path page = folder.resolve("several.html");
        ObjectNode json = new Explain(folder.resolve("model"), data, out)
                .with(
                        "also",
                        List.of("input-x-gradient", "integrated-gradients steps=3", "integrated-gradients steps=4"))
                .with("report", page.toString())
                .run(Progress.NONE)
                .json();
        assertThat(json.path("comparison").path("maps").findValuesAsText("name"))
                .containsExactly("gradient", "input-x-gradient", "integrated-gradients", "integrated-gradients-2");
        assertThat(folder.resolve("several.integrated-gradients-2.npz")).exists();
        assertThat(json.path("comparison").path("maps").path(3).path("options").asText())
                .startsWith("steps=4");
        assertThat(folder.resolve("several.input-x-gradient.npz")).hasSameBinaryContentAs(second);
        assertThat(page).content().contains("Do they agree?");
    }

    @Test
    void explain_alsoByControls_areNamedAsThose() throws IOException {
        Path page = folder.resolve("controls.html");
        Result<?> result = new Explain(folder.resolve("model"), data, folder.resolve("controls.npz"))
                .with("also", List.of("random", "integrated-gradients steps=3"))
                .with("explanation.contrast", "negative")
                .with("explanation.target", "positive")
                .with("report", page.toString())
                .run(Progress.NONE);
        var maps = result.json().path("comparison").path("maps");
        assertThat(maps.findValuesAsText("control")).containsExactly("false", "true", "false");
        assertThat(maps.path(0).path("contrast").asText()).isEqualTo("negative");
        assertThat(maps.path(1).path("contrast").isNull()).isTrue();
        assertThat(maps.path(0).path("largestCompletenessGap").isNull()).isTrue();
        assertThat(maps.path(2).path("largestCompletenessGap").isNumber()).isTrue();
        assertThat(result.text()).doesNotContain("different outputs").contains("controls.random.npz");
        assertThat(page)
                .content()
                .contains("2 maps of each of 8 series, and 1 control,", "random (control)", "Best control");
    }

    @Test
    void explain_contrastWithTheExplainedClass_isRefusedByNameBeforeAnythingIsComputed() {
        Path out = folder.resolve("same.npz");
        Progress untouched = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                assertThat(task).doesNotContain("Explaining");
            }
        };
        assertThatThrownBy(() -> new Explain(folder.resolve("model"), data, out)
                        .with("explanation.contrast", "negative")
                        .with("explanation.target", "label")
                        .run(untouched))
                .hasMessageContaining("is explained for class 'negative', which cannot be contrasted with itself");
        assertThat(out).doesNotExist();
    }

    @Test
    void explain_spreadOfAnEnsemble_isTheDeviationOfTheMapsOfItsMembers() throws IOException {
        Path ensemble = folder.resolve("spread-model");
        new Train(data, ensemble)
                .with("architecture.hidden", 3)
                .with("optimization.epochs", 1)
                .with("optimization.steps", 2)
                .with("ensemble.members", 3)
                .run(Progress.NONE);
        Path out = folder.resolve("mean.npz");
        Path deviation = folder.resolve("deviation.npz");
        Path page = folder.resolve("spread.html");
        new Explain(ensemble, data, out)
                .with("spread", deviation.toString())
                .with("report", page.toString())
                .run(Progress.NONE);
        SaliencyMaps maps = SaliencyFile.read(out);
        SaliencyMaps spread = SaliencyFile.read(deviation);
        SeriesSet set = SeriesFiles.read(data);
        double mean = 0;
        double squares = 0;
        try (Model model = Models.open(ensemble)) {
            for (int m = 0; m < 3; m++) {
                try (TrainedModel member = ((TrainedModel) model).member(m)) {
                    Explainer.Request request =
                            new Explainer.Request(new Target.Fixed(maps.target(1)), Output.LOGIT, 8, 0);
                    double value = Explainer.explain(member, set, new Gradient(), request, Progress.NONE)
                            .value(1, 40, 50);
                    mean += value / 3;
                    squares += value * value;
                }
            }
        }
        assertThat(maps.value(1, 40, 50)).isEqualTo(mean, within(1e-7));
        assertThat(spread.value(1, 40, 50)).isEqualTo(Math.sqrt((squares - 3 * mean * mean) / 2), within(1e-7));
        assertThat(spread.origin().details()).containsEntry("spread", "members");
        assertThat(page).content().contains("Spread over members");
        assertThatThrownBy(() -> new Explain(folder.resolve("model"), data, out)
                        .with("spread", deviation.toString())
                        .run(Progress.NONE))
                .hasMessageContaining("needs an ensemble, but the model is a single network");
    }

    @Test
    void explain_alsoInWrongWords_isRefusedBeforeAnythingIsWritten() {
        Path out = folder.resolve("none.npz");
        for (String wrong : List.of("occlusion window", "none-such", "integrated-gradients baseline=training-mean")) {
            assertThatThrownBy(() -> new Explain(folder.resolve("model"), data, out)
                            .with("also", List.of(wrong))
                            .run(Progress.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (List<String> again :
                List.of(List.of("gradient"), List.of("occlusion", "occlusion window=1"), List.of("random", "random"))) {
            assertThatThrownBy(() -> new Explain(folder.resolve("model"), data, out)
                            .with("also", again)
                            .run(Progress.NONE))
                    .hasMessage("also: '" + again.get(again.size() - 1)
                            + "' is there twice with the same options; omit it, or give it other options");
        }
        for (List<String> empty : List.of(List.<String>of(), List.of(" "))) {
            assertThatThrownBy(() -> new Explain(folder.resolve("model"), data, out)
                            .with("also", empty)
                            .run(Progress.NONE))
                    .hasMessage("also names no method; name at least one, such as occlusion, or omit it");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void run_wrongFiles_areRefused() {
        assertThatThrownBy(() -> new Compare(List.of(first), data).run(Progress.NONE))
                .hasMessageContaining("at least two files");
        assertThatThrownBy(() -> new Compare(List.of(first, first), data).run(Progress.NONE))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> new Compare(List.of(first, second), data)
                        .with("reading.series", "0:4")
                        .run(Progress.NONE))
                .hasMessageContaining("a: the saliency has shape (8, 100, 100)");
    }
}
