package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rule for reading series is part of the model. */
class ReadingRuleTest {
    private static final ReadingRule RULE =
            new ReadingRule(MissingValues.ZERO, TimeAxis.COLUMNS, ArrayAxes.SERIES_FEATURE_TIME);

    @TempDir
    Path folder;

    @Test
    void save_rule_isReadBackAndFollowed() throws IOException {
        try (TrainedModel loaded = saved(RULE)) {
            assertThat(loaded.description().reading()).isEqualTo(RULE);
            Path file = Files.writeString(
                    folder.resolve("a.csv"), "id,time,a,b,c,d,e\ns,0,1,1,1,1,1\ns,1,,2,2,2,2\ns,2,3,3,3,3,3\n");
            assertThat(loaded.read(file).value(0, 1, 0)).isZero();
        }
    }

    @Test
    void options_ofOtherFormats_areLeftOut() {
        assertThat(RULE.options(Path.of("a.csv")))
                .isEqualTo(withNotesOf(RULE.options(Path.of("a.csv")), null, TimeAxis.ROWS));
        assertThat(RULE.options(Path.of("a.npz")).arrayAxes()).isEqualTo(ArrayAxes.SERIES_FEATURE_TIME);
        assertThat(RULE.options(Path.of("a.npz")).timeAxis()).isEqualTo(TimeAxis.ROWS);
        assertThat(RULE.options(Path.of("a.idx")).timeAxis()).isEqualTo(TimeAxis.COLUMNS);
        assertThat(RULE.options(Path.of("a.idx")).arrayAxes()).isNull();
    }

    @Test
    void load_modelWithoutRule_refusesMissingValues() throws IOException {
        try (TrainedModel loaded = saved(null)) {
            assertThat(loaded.description().reading()).isNull();
            assertThat(Files.readString(folder.resolve("model/model.json"))).doesNotContain("missing");
            Path file = Files.writeString(folder.resolve("a.csv"), "id,time,a\ns,0,\ns,1,1\n");
            assertThatThrownBy(() -> loaded.read(file)).hasMessageContaining("the value is missing");
        }
    }

    @Test
    void load_unknownRule_isRefused() throws IOException {
        saved(RULE).close();
        Path json = folder.resolve("model/model.json");
        Files.writeString(json, Files.readString(json).replace("\"zero\"", "\"mean\""));
        assertThatThrownBy(() -> ModelFolder.load(folder.resolve("model")))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(
                        "key 'missing': must be one of refuse, zero, previous, linear, mark, but is \"mean\"");
    }

    private TrainedModel saved(@Nullable ReadingRule rule) throws IOException {
        ModelSpec spec = TestModels.lstm(null, 0);
        ModelDescription description =
                TestModels.describe(spec, Standardization.NONE).withReading(rule);
        try (TrainedModel model = TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, 1)) {
            ModelFolder.save(model, folder.resolve("model"));
        }
        return ModelFolder.load(folder.resolve("model"));
    }

    private static ReadOptions withNotesOf(ReadOptions options, @Nullable ArrayAxes axes, TimeAxis timeAxis) {
        return options.withArrayAxes(axes).withTimeAxis(timeAxis);
    }
}
