package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.MapComparison;
import io.unfade.workflow.result.Scores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Distractors of a series file, through the use cases. */
class DistractorUseTest {
    @TempDir
    static Path folder;

    static SeriesSet set;
    static Path data;
    static Path maps;

    @BeforeAll
    static void explain() throws IOException {
        data = folder.resolve("data.npz");
        set = BoxData.named("distractor-middle-box").generate(8, 2, 0).training();
        SeriesFiles.write(set, data);
        Path model = folder.resolve("model");
        new Train(data, model)
                .with("architecture.hidden", 3)
                .with("optimization.epochs", 1)
                .with("optimization.steps", 2)
                .run(Progress.NONE);
        maps = folder.resolve("maps.npz");
        new Explain(model, data, maps)
                .with("report", folder.resolve("page.html").toString())
                .run(Progress.NONE);
    }

    private static double ratio(SaliencyMaps found, int series) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int t = 0; t < set.steps(); t++) {
            for (int c = 0; c < set.features(); c++) {
                boolean informative = t >= 20 && t < 80 && c >= 20 && c < 80;
                boolean distractor = t >= 80 && c >= 10 && c < 90;
                if (informative || distractor) {
                    sums[informative ? 0 : 1] += Math.abs(found.value(series, t, c));
                    counts[informative ? 0 : 1]++;
                }
            }
        }
        return (sums[1] / counts[1]) / (sums[0] / counts[0]);
    }

    @Test
    void score_withDistractors_hasTheRatioOfEachSeries() throws IOException {
        Result<Scores> result = new Score(maps, data).run(Progress.NONE);
        SaliencyMaps found = SaliencyFile.read(maps);
        double sum = 0;
        for (int i = 0; i < set.count(); i++) {
            JsonNode each = result.json().path("perSeries").path(i).path("distractorRatio");
            assertThat(each.asDouble()).isEqualTo(ratio(found, i), within(1e-9));
            sum += each.asDouble();
        }
        assertThat(result.json()
                        .path("mean")
                        .path("distractorRatio")
                        .path("value")
                        .asDouble())
                .isEqualTo(sum / set.count(), within(1e-9));
        assertThat(result.text()).contains("Distractor ratio", "lower; 1: shown as informative");
        assertThat(folder.resolve("page.html")).content().contains("Distractor ratio");
    }

    @Test
    void compare_withDistractors_showsTheRatioOfEachMethod() throws IOException {
        Path copy = Files.copy(maps, folder.resolve("copy.npz"));
        Result<MapComparison> result = new Compare(List.of(maps, copy), data)
                .with("report", folder.resolve("compared.html").toString())
                .run(Progress.NONE);
        assertThat(result.text()).contains("Distractor ratio");
        assertThat(folder.resolve("compared.html")).content().contains("Distractor ratio");
        assertThat(result.json()
                        .path("maps")
                        .path(0)
                        .path("scores")
                        .path("distractorRatio")
                        .path("count")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void info_saysWhetherThereAreDistractors() throws IOException {
        Result<?> result = new Info(data).run(Progress.NONE);
        assertThat(result.json().path("distractor").asBoolean()).isTrue();
        assertThat(result.text()).contains("mask of informative cells, mask of distractors");
    }

    @Test
    void score_withoutDistractors_hasNoRatio() throws IOException {
        Path plain = folder.resolve("plain.npz");
        SeriesFiles.write(BoxData.named("middle-box").generate(8, 2, 0).training(), plain);
        ObjectNode json = new Score(maps, plain).run(Progress.NONE).json();
        assertThat(json.path("mean").has("rocAuc")).isTrue();
        assertThat(json.path("mean").has("distractorRatio")).isFalse();
    }
}
