package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.workflow.base.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Explanations of the output at a step, compared with those of files that end there. */
class AtStepTest {
    private static final int STEP = 17;
    private static final double ROUNDING = 1e-6;

    @TempDir
    static Path folder;

    private static SeriesSet set;
    private static Path data;
    private static Path ended;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        set = BoxData.named("earlier-box").generate(6, 2, 0).training();
        data = folder.resolve("data.npz");
        SeriesFiles.write(set, data);
        ended = folder.resolve("ended.npz");
        SeriesFiles.write(ended(), ended);
        model = folder.resolve("model");
        new Train(data, model)
                .with("architecture.hidden", 3)
                .with("architecture.bidirectional", true)
                .with("architecture.standardization", "per-series")
                .with("optimization.epochs", 1)
                .with("optimization.steps", 2)
                .run(Progress.NONE);
    }

    /** {@return series that have no more than the first steps, with their reference} */
    private static SeriesSet ended() {
        SeriesBuilder cut = SeriesSet.builder(set.precision(), set.count(), STEP, set.features());
        byte[] reference = new byte[set.count() * STEP * set.features()];
        for (int i = 0, cell = 0; i < set.count(); i++) {
            for (int t = 0; t < STEP; t++) {
                for (int c = 0; c < set.features(); c++, cell++) {
                    cut.cell(i, t, c, set.value(i, t, c));
                    reference[cell] = (byte) (set.reference(i, t, c) ? 1 : 0);
                }
            }
        }
        int[] labels = IntStream.range(0, set.count()).map(set::label).toArray();
        return cut.labels(labels, set.classNames())
                .ids(set.ids())
                .featureNames(set.featureNames())
                .reference(reference)
                .build();
    }

    private static ObjectNode explain(Path series, String name, Integer atStep, String method) throws IOException {
        Request<SaliencyMaps> request =
                new Explain(model, series, folder.resolve(name)).with("explanation.method", method);
        return (atStep == null ? request : request.with("explanation.atStep", atStep))
                .run(Progress.NONE)
                .json();
    }

    @Test
    void explain_atAStep_isTheMapOfSeriesThatEndThere() throws IOException {
        for (String method : List.of("input-x-gradient", "occlusion", "time-forward", "window-path")) {
            ObjectNode found = explain(data, "at.npz", STEP, method);
            ObjectNode expected = explain(ended, "whole.npz", null, method);
            SaliencyMaps at = SaliencyFile.read(folder.resolve("at.npz"));
            SaliencyMaps whole = SaliencyFile.read(folder.resolve("whole.npz"));
            assertThat(at.steps()).isEqualTo(set.steps());
            for (int i = 0; i < set.count(); i++) {
                assertThat(at.length(i)).isEqualTo(STEP);
                assertThat(at.target(i)).isEqualTo(whole.target(i));
                assertThat(at.probability(i, 0)).isEqualTo(whole.probability(i, 0), within(ROUNDING));
                assertThat(at.absolute(i)).containsExactly(whole.absolute(i), within(ROUNDING));
                assertThat(at.value(i, STEP, 0)).isNaN();
            }
            assertThat(at.origin().details()).containsEntry(SaliencyMaps.AT_STEP, "17");
            assertThat(whole.origin().details()).doesNotContainKey(SaliencyMaps.AT_STEP);
            assertThat(found.path("atStep").asInt()).isEqualTo(STEP);
            assertThat(expected.path("atStep").isNull()).isTrue();
            assertThat(found.path("scores").path("rocAuc").path("value").asDouble())
                    .isEqualTo(
                            expected.path("scores").path("rocAuc").path("value").asDouble(), within(ROUNDING));
        }
    }

    @Test
    void scoreAndCompare_mapsAtAStep_lookAtTheFirstStepsOnly() throws IOException {
        explain(data, "a.npz", STEP, "gradient");
        explain(data, "b.npz", STEP, "occlusion");
        explain(ended, "c.npz", null, "gradient");
        explain(data, "d.npz", null, "gradient");
        Path a = folder.resolve("a.npz");
        ObjectNode score = new Score(a, data).run(Progress.NONE).json();
        assertThat(score.path("rocAuc"))
                .isEqualTo(new Score(folder.resolve("c.npz"), ended)
                        .run(Progress.NONE)
                        .json()
                        .path("rocAuc"));
        var compared = new Compare(List.of(a, folder.resolve("b.npz")), data)
                .with("report", folder.resolve("page.html").toString())
                .run(Progress.NONE);
        assertThat(compared.json().path("maps").path(1).path("atStep").asInt()).isEqualTo(STEP);
        assertThat(folder.resolve("page.html")).content().contains("logit at step 17");
        assertThatThrownBy(() -> new Compare(List.of(a, folder.resolve("d.npz")), data).run(Progress.NONE))
                .hasMessage(
                        "'a' explains the output after the first 17 steps, but 'd' explains whole series; only maps of the same steps"
                                + " can be compared");
        assertThatThrownBy(() -> new Compare(List.of(folder.resolve("d.npz"), a), data).run(Progress.NONE))
                .hasMessageContaining(
                        "'d' explains whole series, but 'a' explains the output after the first 17 steps");
        new Explain(model, data, folder.resolve("e.npz"))
                .with("explanation.atStep", STEP)
                .with("report", folder.resolve("e.html").toString())
                .run(Progress.NONE);
        for (String page : List.of("e.html", "page.html")) {
            assertThat(folder.resolve(page))
                    .content()
                    .contains("not explained: after the first 17 steps")
                    .doesNotContain("(padding)");
        }
        assertThat(folder.resolve("e.html"))
                .content()
                .contains("after the first 17 steps", "the first 17 of up to " + set.steps() + " steps")
                .doesNotContain("different lengths");
    }

    @Test
    void explain_atAStepThatASeriesLacks_isRefusedByName() throws IOException {
        int[] lengths = IntStream.range(0, set.count())
                .map(i -> i == 2 ? 5 : set.steps())
                .toArray();
        Path unequal = folder.resolve("unequal.npz");
        SeriesFiles.write(set.toBuilder().lengths(lengths).build(), unequal);
        assertThatThrownBy(() -> explain(unequal, "none.npz", STEP, "gradient"))
                .hasMessageContaining("must be at most the steps of every series, but was 17, and series '"
                        + set.ids().get(2) + "' has 5");
        assertThatThrownBy(() -> explain(data, "none.npz", 0, "gradient")).hasMessageContaining("atStep");
        assertThatThrownBy(() -> set.first(set.steps() + 1)).hasMessageContaining("has " + set.steps() + " steps");
        var found = new Diagnose(model, data)
                .with("explanation.atStep", STEP)
                .run(Progress.NONE)
                .json();
        assertThat(found.path("atStep").asInt()).isEqualTo(STEP);
        var expected = new Diagnose(model, ended).run(Progress.NONE).json();
        assertThat(found.path("shareInLast10Percent").asDouble())
                .isEqualTo(expected.path("shareInLast10Percent").asDouble(), within(ROUNDING));
        assertThat(found.path("hiddenStateJacobian").path("spectralNormByStepsBeforeEnd"))
                .hasSameSizeAs(expected.path("hiddenStateJacobian").path("spectralNormByStepsBeforeEnd"));
    }
}
