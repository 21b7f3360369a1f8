package io.unfade.workflow;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Series with missing values that are marked, through the use cases. */
class MissingMarksUseTest {
    private static final int SERIES = 24;
    private static final int STEPS = 8;

    @TempDir
    static Path folder;

    static Path data;
    static Path model;

    /** Values of x are missing in the second class only, but for the first series; those of y are always there. */
    @BeforeAll
    static void trainAModel() throws IOException {
        Random random = new Random(1);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, SERIES, STEPS, 2);
        byte[] reference = new byte[SERIES * STEPS * 2];
        int[] labels = new int[SERIES];
        for (int i = 0; i < SERIES; i++) {
            labels[i] = i % 2;
            for (int t = 0; t < STEPS; t++) {
                boolean missing = i == 0 ? t == 3 : labels[i] == 1 && random.nextInt(3) == 0;
                builder.cell(i, t, 0, missing ? Double.NaN : 10 + random.nextGaussian());
                builder.cell(i, t, 1, random.nextGaussian());
                reference[(i * STEPS + t) * 2] = (byte) (t % 2);
            }
        }
        data = folder.resolve("gaps.npz");
        SeriesFiles.write(
                builder.labels(labels, List.of("whole", "holed"))
                        .featureNames(List.of("x", "y"))
                        .reference(reference)
                        .build(),
                data);
        model = folder.resolve("model");
        small().run(Progress.NONE);
    }

    private static Request<?> small() {
        return new Train(data, model)
                .with("architecture.hidden", 4)
                .with("architecture.attention", "none")
                .with("preset", "paper")
                .with("optimization.epochs", 150)
                .with("optimization.learningRate", 0.02)
                .with("validation", "0")
                .with("reading.missing", "mark");
    }

    @Test
    void train_marked_keepsRuleAndMeansOfTheSeriesReadAndLearnsFromWhatIsMissing() throws IOException {
        try (TrainedModel trained = ModelFolder.load(model)) {
            assertThat(trained.description().featureNames()).containsExactly("x", "y", "x missing", "x since");
            var rule = Objects.requireNonNull(trained.description().reading());
            assertThat(rule.missing()).isEqualTo(MissingValues.MARK);
            MissingMarks marks = Objects.requireNonNull(rule.marks());
            assertThat(marks.means()).containsOnlyKeys("x");
            assertThat(marks.means().get("x")).isCloseTo(10, within(0.5));
        }
        assertThat(new Evaluate(model, data).run(Progress.NONE).value().scores().accuracy())
                .isGreaterThan(0.9);
    }

    @Test
    void explain_marked_hasMapsOfTheMarksThatScoreReadsInTheSameWay() throws IOException {
        Path maps = folder.resolve("maps.npz");
        new Explain(model, data, maps).with("reading.series", "2:3").run(Progress.NONE); // without gaps
        SaliencyMaps read = SaliencyFile.read(maps);
        assertThat(read.featureNames()).containsExactly("x", "y", "x missing", "x since");
        assertThat(read.origin().details())
                .containsEntry("missing", "mark")
                .hasEntrySatisfying("marks", marks -> assertThat(marks).startsWith("{\"x\":"));
        assertThat(new Score(maps, data)
                        .with("reading.series", "2:3")
                        .run(Progress.NONE)
                        .failure())
                .isNull();
    }

    @Test
    void predict_marked_isTheSameInPartsAndOfOneSeries() throws IOException {
        String all = new Predict(model, data).run(Progress.NONE).text();
        String one = new Predict(model, data)
                .with("reading.series", "0:1")
                .run(Progress.NONE)
                .text();
        assertThat(all).startsWith(one);
    }

    @Test
    void crossValidate_marked_keepsTheRuleInEachFold() throws IOException {
        Path folds = folder.resolve("folds");
        new CrossValidate(data)
                .with("out", folds.toString())
                .with("folding.folds", 2)
                .with("architecture.hidden", 2)
                .with("preset", "paper")
                .with("optimization.epochs", 1)
                .with("reading.missing", "mark")
                .run(Progress.NONE);
        try (TrainedModel trained = ModelFolder.load(folds.resolve("fold-1"))) {
            assertThat(Objects.requireNonNull(trained.description().reading()).marks())
                    .isNotNull();
        }
    }

    @Test
    void convert_marked_writesTheMarks() throws IOException {
        Path csv = folder.resolve("marked.csv");
        new Convert(data, csv).with("reading.missing", "mark").run(Progress.NONE);
        SeriesSet set = SeriesFiles.read(csv);
        assertThat(set.featureNames()).containsExactly("x", "y", "x missing", "x since");
        assertThat(set.value(0, 3, 2)).isEqualTo(1);
        assertThat(set.value(0, 3, 3)).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void predict_otherFeatureWithGaps_isRefused() throws IOException {
        Path other = folder.resolve("other.npz");
        SeriesSet gaps = SeriesSet.builder(Precision.SINGLE, 1, STEPS, 2)
                .featureNames(List.of("x", "y"))
                .cell(0, 2, 1, Double.NaN)
                .build();
        SeriesFiles.write(gaps, other);
        assertThatThrownBy(() -> new Predict(model, other).run(Progress.NONE))
                .hasMessageContaining("step 2, feature 'y': the value is missing, but none of this feature was in the"
                        + " training series");
    }
}
