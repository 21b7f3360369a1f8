package io.unfade;

import io.unfade.data.Precision;
import io.unfade.model.ModelFolder;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The Java code of the documents is taken from this file, which is compiled and run. */
class SnippetsTest {
    private static final Pattern MARKED =
            Pattern.compile("(?s)// begin of the snippet\\R(.*?)// end of the snippet\\R");

    @TempDir
    Path folder;

    @Test
    void readme_streaming_isThisCode() throws IOException {
        List<double[]> steps = List.of(new double[TestModels.FEATURES], new double[] {1, 2, 3, 4, 5});
        try (TrainedModel made = TestModels.initialized(TestModels.lstm(HopPooling.CONCAT, 0), Precision.SINGLE, 1)) {
            ModelFolder.save(made, folder.resolve("model"));
        }
        Path modelFolder = folder.resolve("model");
        // begin of the snippet
        SeriesStream stream;
        try (TrainedModel model = ModelFolder.load(modelFolder)) {
            stream = model.stream(); // copies the weights; needs the model no more
        }
        double[] probabilities = new double[stream.classes()];
        for (double[] step : steps) { // the features at one time, as they were measured
            stream.step(step, probabilities); // given all steps so far
        }
        stream.reset(); // the next step begins another series
        // end of the snippet
        assertThat(probabilities).hasSize(TestModels.CLASSES).doesNotContain(0.0);
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + snippet() + "```\n");
    }

    /** {@return the marked lines of this file, without indentation} */
    private static String snippet() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/unfade/SnippetsTest.java"));
        Matcher matcher = MARKED.matcher(source);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).stripIndent();
    }
}
