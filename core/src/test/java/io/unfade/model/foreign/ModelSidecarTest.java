package io.unfade.model.foreign;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The JSON file next to the file of a network. */
class ModelSidecarTest {
    @TempDir
    private Path folder;

    private Path script(String name, String json) throws IOException {
        Path script = Files.copy(TorchScriptModelTest.file(name), folder.resolve("net.pt"));
        Files.writeString(folder.resolve("net.json"), json);
        return script;
    }

    @Test
    void prepare_standardizationAndNames_areThoseOfTheFile() throws IOException {
        SeriesSet set = TorchScriptModelTest.series().toBuilder()
                .featureNames(List.of("z", "x", "y"))
                .build();
        String json = "{\"standardization\": {\"mean\": [1, -2, 0.5], \"sd\": [2, 0.5, 1]},"
                + " \"featureNames\": [\"x\", \"y\", \"z\"], \"classNames\": [\"a\", \"b\", \"c\"]}";
        Path script = script("lengths.pt", json);
        try (Model model = Models.open(script);
                Model raw = Models.open(TorchScriptModelTest.file("lengths.pt"))) {
            var inputs = model.prepare(set).inputs(0, 1);
            double[] shift = {1, -2, 0.5};
            double[] scale = {2, 0.5, 1};
            int[] place = {1, 2, 0};
            for (int c = 0; c < 3; c++) {
                assertThat(inputs.values()[inputs.offset(1) + 3 * 4 + c])
                        .isEqualTo((set.value(1, 4, place[c]) - shift[c]) / scale[c], within(1e-12));
            }
            raw.prepare(TorchScriptModelTest.series());
            assertThat(model.outputs(inputs, Output.LOGIT)).isDeepEqualTo(raw.outputs(inputs, Output.LOGIT));
            assertThat(model.signature().allClassNames()).containsExactly("a", "b", "c");
            assertThat(model.signature().names().ofFeatures()).containsExactly("x", "y", "z");
            assertThat(model.fileHash()).isPresent().isNotEqualTo(raw.fileHash());
        }
    }

    @Test
    void prepare_output_isTakenAsStated() throws IOException {
        SeriesSet set = TorchScriptModelTest.series();
        try (Model model = Models.open(script("twice.pt", "{\"output\": \"logits\"}"))) {
            model.prepare(set);
            assertThat(model.signature().outputs()).contains(Output.LOGIT);
        }
        Files.delete(folder.resolve("net.pt"));
        try (Model model = Models.open(script("lengths.pt", "{\"output\": \"probabilities\"}"))) {
            assertThatThrownBy(() -> model.prepare(set))
                    .hasMessageContaining("net.json, key 'output': says probabilities, but")
                    .hasMessageContaining("do not sum to 1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|net.json: must be an object with keys of classNames, featureNames, layout, output, standardization",
                "{|net.json, line 1: is not JSON",
                "{\"lr\": 1}|key 'lr': is unknown; known are classNames, featureNames, layout, output, standardization",
                "{\"standardization\": {\"means\": [1], \"sd\": [1]}}|key 'standardization.means': is unknown; known are mean, sd",
                "{\"standardization\": 3}|key 'standardization': must be an object with keys of mean, sd",
                "{\"standardization\": {\"mean\": [1]}}|key 'standardization.sd': must be a list of numbers, one for each feature, but is missing",
                "{\"standardization\": {\"mean\": 1, \"sd\": [1]}}|key 'standardization.mean': must be a list of numbers, one for each feature, but is 1",
                "{\"standardization\": {\"mean\": [\"1\"], \"sd\": [1]}}|key 'standardization.mean': must be a list of finite numbers, but holds \"1\"",
                "{\"standardization\": {\"mean\": [1, 2], \"sd\": [1]}}|key 'standardization': must have as many means as deviations, but has 2 and 1",
                "{\"standardization\": {\"mean\": [1], \"sd\": [0]}}|key 'standardization.sd': must be above 0, but holds 0.0",
                "{\"standardization\": {\"mean\": [1], \"sd\": [1]}, \"featureNames\": [\"a\", \"b\"]}|key 'standardization': is of 1 features, but featureNames has 2",
                "{\"classNames\": [\"a\"]}|key 'classNames': must be a list of at least 2 texts, but is [\"a\"]",
                "{\"classNames\": [\"a\", 1]}|key 'classNames': must be a list of texts, but holds 1",
                "{\"featureNames\": [\"a\", \"a\"]}|key 'featureNames': must name each once",
                "{\"layout\": \"time-features\"}|key 'layout': the layout must be one of time-feature, feature-time, flat, but was 'time-features'; did you mean time-feature?",
                "{\"output\": \"softmax\"}|key 'output': must be logits or probabilities, but is \"softmax\"",
            })
    void open_malformedFile_isRefusedWithItsKey(String json, String problem) throws IOException {
        Path script = script("lengths.pt", json);
        assertThatThrownBy(() -> Models.open(script))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("net.json")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"classNames\": [\"a\", \"b\"]}|net.json, key 'classNames': names 2 classes, but",
                "{\"featureNames\": [\"a\", \"b\"]}|the model was made for 2 features, but the series have 3",
                "{\"standardization\": {\"mean\": [0], \"sd\": [1]}}|the model was made for 1 features, but the series have 3",
            })
    void prepare_countsThatDoNotFit_areRefused(String json, String problem) throws IOException {
        SeriesSet set = TorchScriptModelTest.series();
        try (Model model = Models.open(script("lengths.pt", json))) {
            assertThatThrownBy(() -> model.prepare(set)).hasMessageContaining(problem);
        }
    }
}
