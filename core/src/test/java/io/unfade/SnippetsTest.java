package io.unfade;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.InputLayout;
import io.unfade.model.ModelFolder;
import io.unfade.model.Output;
import io.unfade.model.SeriesStream;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.model.foreign.DjlModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + snippet(1) + "```\n");
    }

    @Test
    void library_djl_isThisCode() throws IOException {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, 7, 7);
        Block block = new SequentialBlock()
                .add(LSTM.builder().setStateSize(4).setNumLayers(1).build())
                .add(new LambdaBlock(list -> new NDList(list.head().get(":, -1"))))
                .add(Linear.builder().setUnits(2).build());
        SaliencyMaps maps;
        try (NDManager manager = EngineRuntime.newManager()) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 7, TestModels.FEATURES));
            // begin of the snippet
            Signature signature = new Signature(
                    set.features(),
                    2,
                    new Signature.Names(List.of("healthy", "ill"), set.featureNames()),
                    Standardizer.none(),
                    Precision.SINGLE,
                    EnumSet.of(Output.LOGIT), // what the block gives
                    false); // it reads no lengths: series of one length at a time
            try (DjlModel model = DjlModel.of(block, signature, InputLayout.TIME_FEATURE)) { // copies the weights
                maps = Explainer.explain(
                        model,
                        set,
                        new IntegratedGradients(50, Baseline.ZERO),
                        new Explainer.Request(new Target.Predicted(), Output.LOGIT, 64, 0),
                        Progress.NONE);
            }
            // end of the snippet
        }
        assertThat(maps.largestGap()).isLessThan(1e-4);
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + snippet(2) + "```\n");
    }

    /** {@return the marked lines of this file, without indentation} */
    private static String snippet(int number) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/unfade/SnippetsTest.java"));
        Matcher matcher = MARKED.matcher(source);
        for (int i = 0; i < number; i++) {
            assertThat(matcher.find()).isTrue();
        }
        return matcher.group(1).stripIndent();
    }
}
