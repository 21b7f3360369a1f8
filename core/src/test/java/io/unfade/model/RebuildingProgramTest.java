package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.tensor.Safetensors;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/rebuild.py} knows the tensors that model folders hold, and no others. */
class RebuildingProgramTest {
    private static final Pattern NAME =
            Pattern.compile("\"((?:stem|attention|rnn|readout|head|standardizer)\\.[^\" ]*)\"");

    @TempDir
    Path folder;

    @Test
    void names_inTheProgram_areThoseOfSavedTensors() throws IOException {
        Set<String> saved = new TreeSet<>();
        for (ModelSpec spec : TestModels.everySpec()) {
            try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 1)) {
                saved.addAll(model.weights().keySet());
            }
        }
        SeriesSet set = TestModels.equalSeries(Precision.SINGLE, 1, 4, 3);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, set);
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0), Standardization.PER_FEATURE),
                standardizer,
                Precision.SINGLE,
                1)) {
            ModelFolder.save(model, folder.resolve("model"));
        }
        saved.addAll(Safetensors.read(folder.resolve("model/weights.safetensors"))
                .tensors()
                .keySet());
        Set<String> known = saved.stream().map(RebuildingProgramTest::general).collect(Collectors.toSet());
        Set<String> named = NAME.matcher(Files.readString(Path.of("../docs/rebuild.py")))
                .results()
                .map(match -> match.group(1).replaceAll("\\{[a-z]}", "0"))
                .collect(Collectors.toSet());
        assertThat(named).contains("standardizer.").isNotEmpty();
        named.remove("standardizer.");
        assertThat(named).isEqualTo(known);
    }

    /** {@return the name without what counts layers and kernels; of recurrent layers, which PyTorch reads, the prefix} */
    private static String general(String name) {
        return name.startsWith("rnn.")
                ? "rnn."
                : name.replaceFirst("stem\\.\\d", "stem.0").replaceFirst("conv\\d", "conv0");
    }
}
