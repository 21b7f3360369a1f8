package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** A model whose missing values are marked: in a folder, of whole files, of parts, step by step. */
class MarkedModelTest {
    private static final double ROUNDING = 1e-12;
    private static final double GAP = Double.NaN;
    private static final double[][] STEPS = {
        {1, 0.5, -1}, {GAP, 0.1, 2}, {GAP, 0.2, GAP}, {3, 0.3, 1}, {1, 0.9, GAP}, {2, 0.8, 4}
    };

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeSeries() throws IOException {
        StringBuilder csv = new StringBuilder("id,time,a,b,c\n");
        for (int row = 0; row < STEPS.length; row++) {
            csv.append(row < 4 ? "s," : "t,").append(row);
            for (double value : STEPS[row]) {
                csv.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
            }
            csv.append('\n');
        }
        file = Files.writeString(folder.resolve("gaps.csv"), csv);
    }

    private TrainedModel saved() throws IOException {
        ReadOptions options = ReadOptions.defaults().withMissing(MissingValues.MARK);
        SeriesSet set = SeriesFiles.read(file, options);
        MissingMarks marks = new MissingMarks(Map.of("a", 7.0 / 4, "c", 1.5));
        assertThat(SeriesFiles.read(file, options.withMarks(marks)).value(0, 1, 0))
                .isEqualTo(set.value(0, 1, 0));
        ModelSpec plain = TestModels.spec(Cell.GRU, 1, false, null, ReadoutKind.MEAN, 0);
        ModelSpec spec =
                new ModelSpec(plain.cell(), 1, false, 3, null, plain.readout(), set.features(), TestModels.CLASSES, 0);
        ModelDescription description = new ModelDescription(
                spec,
                Standardization.PER_FEATURE,
                null,
                set.featureNames(),
                new ReadingRule(MissingValues.MARK, TimeAxis.ROWS, null, marks),
                1,
                0);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, set);
        try (TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.DOUBLE, 1)) {
            ModelFolder.save(model, folder.resolve("model"));
            TrainedModel loaded = ModelFolder.load(folder.resolve("model"));
            assertThat(loaded.description()).isEqualTo(description);
            return loaded;
        }
    }

    @Test
    void load_marks_areThoseSavedAndFollowedByWholeFilesAndParts() throws IOException {
        try (TrainedModel model = saved()) {
            SeriesSet whole = model.read(file);
            assertThat(whole.featureNames())
                    .containsExactly("a", "b", "c", "a missing", "a since", "c missing", "c since");
            List<SeriesSet> parts = new ArrayList<>();
            SeriesParts.read(file, model.description().readOptions(file), 1, parts::add);
            assertThat(parts).hasSize(2);
            double[][] expected = model.probabilities(whole, 2);
            for (int i = 0; i < 2; i++) {
                assertThat(parts.get(i).featureNames()).isEqualTo(whole.featureNames());
                assertThat(model.probabilities(parts.get(i), 1)[0]).containsExactly(expected[i], within(ROUNDING));
            }
        }
    }

    @Test
    void read_partsWithoutMarks_areOnePartAsTheWholeFile() throws IOException {
        ReadOptions options = ReadOptions.defaults().withMissing(MissingValues.MARK);
        List<SeriesSet> parts = new ArrayList<>();
        SeriesParts.read(file, options, 1, parts::add);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).featureNames())
                .isEqualTo(SeriesFiles.read(file, options).featureNames());
    }

    @Test
    void stream_stepsAsMeasured_givesProbabilitiesOfTheFile() throws IOException {
        try (TrainedModel model = saved()) {
            double[][] expected = model.probabilities(model.read(file), 2);
            SeriesStream stream = model.stream();
            assertThat(stream.features()).isEqualTo(3);
            double[] out = new double[stream.classes()];
            for (int row = 0; row < STEPS.length; row++) {
                if (row == 4) {
                    assertThat(out).containsExactly(expected[0], within(ROUNDING));
                    stream.reset();
                }
                stream.restore(stream.snapshot());
                assertThatThrownBy(() -> stream.step(new double[] {GAP, GAP, 1}, new double[stream.classes()]))
                        .hasMessageContaining("feature 1 of step");
                stream.step(STEPS[row], out);
            }
            assertThat(out).containsExactly(expected[1], within(ROUNDING));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mark\"     | \"zero\"     | marks of missing values belong to missing 'mark', but it is 'zero'",
                "\"a\" :      | \"d\" :      | featureNames must be those of the series and then those that mark",
                "\"a\" : 1.75 | \"a\" : true | key 'marks': must hold numbers, but holds true",
                "\"c since\"  | \"c then\"   | featureNames must be those of the series and then those that mark"
            },
            quoteCharacter = '~')
    void load_marksThatDoNotFit_areRefused(String text, String by, String message) throws IOException {
        saved().close();
        Path json = folder.resolve("model/model.json");
        String before = Files.readString(json);
        assertThat(before).contains(text);
        Files.writeString(json, before.replace(text, by));
        assertThatThrownBy(() -> ModelFolder.load(folder.resolve("model")).close())
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }
}
