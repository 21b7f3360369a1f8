package io.unfade.model;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

import static io.unfade.model.ModelFolderBrokenTest.JSON;
import static io.unfade.model.ModelFolderBrokenTest.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;

/** Model folders with random damage. */
class ModelFolderFuzzTest {
    private static final int FUZZ_CASES = 2500;

    @TempDir
    Path folder;

    @BeforeEach
    void saveValidModel() throws IOException {
        ModelFolderBrokenTest.saveValidModel(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, WEIGHTS, "provenance.json"})
    void load_randomDamage_isMalformedOrAModel(String name) throws IOException {
        byte[] valid = Files.readAllBytes(folder.resolve(name));
        int header = name.equals(WEIGHTS)
                ? 8
                        + (int) ByteBuffer.wrap(valid)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()
                : valid.length;
        SplittableRandom random = new SplittableRandom(name.hashCode());
        BiFunction<Integer, Integer, Integer> between = (low, high) -> random.nextInt(low, Math.max(low + 1, high));
        Set<String> weights = weightNames();
        int refused = 0;
        for (int i = 0; i < FUZZ_CASES; i++) {
            byte[] bytes = valid.clone();
            int changes = between.apply(1, 4);
            for (int c = 0; c < changes; c++) {
                int at = between.apply(0, random.nextInt(8) == 0 ? bytes.length : header);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 2 -> bytes[at] = (byte) "0123456789-{}[],:\"e.ntf".charAt(random.nextInt(23));
                    default -> bytes[at] = bytes[between.apply(0, bytes.length)];
                }
            }
            Files.write(folder.resolve(name), bytes);
            try (TrainedModel model = ModelFolder.load(folder)) {
                assertThat(model.weights().keySet()).isEqualTo(weights);
            } catch (MalformedFileException e) {
                assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(FUZZ_CASES / 4);
    }

    private Set<String> weightNames() throws IOException {
        try (TrainedModel model = ModelFolder.load(folder)) {
            return model.weights().keySet();
        }
    }
}
