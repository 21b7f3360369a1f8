package io.unfade.attribution;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SaliencyFileTest {
    private static final int FUZZ_CASES = 1500;
    private static final double[] CELLS = {1, -2, 0.1, 4, -5e-12, 6, 7, -8, 9, 10, -11, 12};

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("s.npz");
    }

    /** Two series of 3 steps and 2 features, the second 1 step long, 3 classes. */
    private static SaliencyMaps maps(Precision precision) {
        SaliencyMaps.Builder builder = new SaliencyMaps.Builder(precision, new int[] {3, 1}, 3, 2);
        builder.put(0, CELLS, 0, 2, new double[] {0.1, 0.2, 0.7});
        builder.put(1, CELLS, 6, 0, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});
        return builder.build(new SaliencyMaps.Origin(
                "gradient", "logit", Map.of("modelHash", "abc", "note", "\"quoted\" ünïcode\n")));
    }

    @Test
    void outline_ofWrittenMaps_isAllButTheirCells() throws IOException {
        SaliencyFile.write(maps(Precision.SINGLE), file());
        SaliencyFile.Outline outline = SaliencyFile.outline(file());
        assertThat(new int[] {outline.count(), outline.steps(), outline.features()})
                .containsExactly(2, 3, 2);
        assertThat(outline.lengths()).containsExactly(3, 1);
        assertThat(outline.targets()).containsExactly(2, 0);
        assertThat(outline.probabilities()[0]).containsExactly(0.1, 0.2, 0.7);
        assertThat(outline.origin()).isEqualTo(maps(Precision.SINGLE).origin());
    }

    @Test
    void outline_ofOtherArrays_isRefused() throws IOException {
        NpzWriter.write(file(), npz -> npz.array("other", new float[] {1}, 1, 1, 1));
        assertThatThrownBy(() -> SaliencyFile.outline(file()))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("no array 'saliency'");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void read_writtenMaps_areTheSame(Precision precision) throws IOException {
        SaliencyMaps maps = maps(precision);
        SaliencyFile.write(maps, file());
        SaliencyMaps read = SaliencyFile.read(file());
        assertThat(read.precision()).isEqualTo(precision);
        assertThat(new int[] {read.count(), read.steps(), read.features(), read.classCount()})
                .containsExactly(2, 3, 2, 3);
        for (int i = 0; i < 2; i++) {
            assertThat(read.length(i)).isEqualTo(maps.length(i));
            assertThat(read.target(i)).isEqualTo(maps.target(i));
            assertThat(read.predicted(i)).isEqualTo(maps.predicted(i));
            assertThat(read.absolute(i)).isEqualTo(maps.absolute(i));
            for (int k = 0; k < 3; k++) {
                assertThat(read.probability(i, k)).isEqualTo(maps.probability(i, k));
            }
            for (int cell = 0; cell < 6; cell++) {
                double expected = maps.value(i, cell / 2, cell % 2);
                assertThat(Double.compare(read.value(i, cell / 2, cell % 2), expected))
                        .isZero();
            }
        }
        assertThat(read.value(1, 0, 1)).isEqualTo(-8);
        assertThat(read.value(1, 1, 0)).isNaN();
        assertThat(read.origin()).isEqualTo(maps.origin());
    }

    @Test
    void withZeros_ofAFeature_keepsTheOthersAndWhatIsAbsent() {
        SaliencyMaps maps = maps(Precision.DOUBLE).withZeros(new boolean[] {false, true});
        assertThat(maps.absolute(0)).containsExactly(1, 0, 0.1, 0, 5e-12, 0);
        assertThat(maps.value(1, 0, 0)).isEqualTo(7);
        assertThat(maps.value(1, 2, 1)).isNaN();
        assertThat(maps.target(0)).isEqualTo(2);
        assertThat(maps.probability(0, 1)).isEqualTo(0.2);
        assertThat(maps.origin().method()).isEqualTo("gradient");
        assertThatThrownBy(() -> maps.withZeros(new boolean[3])).hasMessageContaining("features of the maps");
    }

    @Test
    void write_arrays_areThoseOfTheFormat() throws IOException {
        SaliencyFile.write(maps(Precision.SINGLE), file());
        try (NpzFile npz = NpzFile.open(file())) {
            assertThat(npz.names()).containsExactlyInAnyOrder("saliency", "probabilities", "target", "lengths", "meta");
            assertThat(npz.array("saliency").dtype()).isEqualTo("<f4");
            assertThat(npz.array("saliency").shape()).containsExactly(2, 3, 2);
            assertThat(npz.array("probabilities").shape()).containsExactly(2, 3);
            assertThat(npz.array("target").toLongs()).containsExactly(2, 0);
            assertThat(npz.array("lengths").toLongs()).containsExactly(3, 1);
            assertThat(npz.array("meta").toStrings().get(0))
                    .contains("\"method\":\"gradient\"", "\"modelHash\":\"abc\"");
        }
    }

    @Test
    void read_onlySaliency_isAllThatIsNeeded() throws IOException {
        NpzWriter.write(file(), npz -> npz.array("saliency", CELLS, 2, 3, 2));
        SaliencyMaps maps = SaliencyFile.read(file());
        assertThat(maps.classCount()).isZero();
        assertThat(maps.length(1)).isEqualTo(3);
        assertThat(maps.target(1)).isZero();
        assertThat(maps.value(1, 2, 0)).isEqualTo(-11);
        assertThat(maps.origin()).isEqualTo(new SaliencyMaps.Origin("unknown", "unknown", Map.of()));
        SaliencyFile.write(maps, folder.resolve("again.npz"));
        assertThat(SaliencyFile.read(folder.resolve("again.npz")).absolute(1)).isEqualTo(maps.absolute(1));
    }

    private interface Body {
        void write(NpzWriter npz) throws IOException;
    }

    private void assertMalformed(Body body, String... named) throws IOException {
        NpzWriter.write(file(), body::write);
        assertThatThrownBy(() -> SaliencyFile.read(file()))
                .isInstanceOf(MalformedFileException.class)
                .message()
                .startsWith(file().toString())
                .contains(named);
    }

    /** The saliency and one more array. */
    private void assertMalformedBeside(Body body, String... named) throws IOException {
        assertMalformed(
                npz -> {
                    npz.array("saliency", CELLS, 2, 3, 2);
                    body.write(npz);
                },
                named);
    }

    @Test
    void read_saliencyMissingOrMisshapen_saysSo() throws IOException {
        assertMalformed(npz -> npz.array("X", CELLS, 2, 3, 2), "no array 'saliency'");
        assertMalformed(npz -> npz.array("saliency", CELLS, 4, 3), "'saliency'", "[4, 3]");
        assertMalformed(npz -> npz.array("saliency", new double[0], 0, 3, 2), "'saliency'", "[0, 3, 2]");
        assertMalformed(npz -> npz.strings("saliency", List.of("a", "b"), 2, 1, 1), "'saliency'", "numbers");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void read_realCellNotFinite_isNamed(double value) throws IOException {
        double[] cells = CELLS.clone();
        cells[6 + 2 * 2 + 1] = value;
        assertMalformed(npz -> npz.array("saliency", cells, 2, 3, 2), "series 1, step 2, feature 1");
        NpzWriter.write(file(), npz -> {
            npz.array("saliency", cells, 2, 3, 2);
            npz.array("lengths", new int[] {3, 2}, 2);
        });
        assertThat(SaliencyFile.read(file()).value(1, 2, 1)).isNaN();
    }

    @Test
    void read_otherArrayWrong_isNamed() throws IOException {
        assertMalformedBeside(npz -> npz.array("lengths", new int[] {3}, 1), "'lengths'", "2 values");
        assertMalformedBeside(npz -> npz.array("lengths", new int[] {3, 4}, 2), "'lengths', series 1", "1..3");
        assertMalformedBeside(npz -> npz.array("lengths", new int[] {0, 3}, 2), "'lengths', series 0");
        assertMalformedBeside(npz -> npz.array("lengths", new double[] {1.5, 3}, 2), "lengths", "whole number");
        assertMalformedBeside(npz -> npz.array("probabilities", new double[6], 3, 2), "'probabilities'", "(2, K)");
        assertMalformedBeside(npz -> npz.array("probabilities", new double[2], 2), "'probabilities'");
        assertMalformedBeside(
                npz -> npz.array("probabilities", new double[] {0.5, 0.5, Double.NaN, 1}, 2, 2),
                "'probabilities'",
                "series 1");
        assertMalformedBeside(
                npz -> npz.array("probabilities", new double[] {0.5, 0.5, -0.5, 1.5}, 2, 2),
                "'probabilities'",
                "series 1");
        assertMalformedBeside(
                npz -> {
                    npz.array("probabilities", new double[] {0.5, 0.5, 0, 1}, 2, 2);
                    npz.array("target", new int[] {1, 2}, 2);
                },
                "'target', series 1",
                "0..1");
        assertMalformedBeside(npz -> npz.array("meta", new int[] {1}, 1), "meta");
        assertMalformedBeside(npz -> npz.strings("meta", List.of("{not json")), "'meta'", "JSON");
    }

    @Test
    void read_fileMissingOrNoArchive_saysSo() throws IOException {
        assertThatThrownBy(() -> SaliencyFile.read(file())).isInstanceOf(NoSuchFileException.class);
        Files.writeString(file(), "not an archive");
        assertThatThrownBy(() -> SaliencyFile.read(file())).isInstanceOf(MalformedFileException.class);
    }

    @Test
    void read_randomDamage_isMalformedOrMaps() throws IOException {
        SaliencyFile.write(maps(Precision.DOUBLE), file());
        byte[] valid = Files.readAllBytes(file());
        SplittableRandom random = new SplittableRandom(2);
        int refused = 0;
        for (int i = 0; i < FUZZ_CASES; i++) {
            byte[] bytes = i % 10 == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length)) : valid.clone();
            for (int c = random.nextInt(1, 4); c > 0 && bytes.length > 0; c--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(), bytes);
            try {
                assertThat(SaliencyFile.read(file()).count()).isEqualTo(2);
            } catch (MalformedFileException e) {
                assertThat(e.getMessage()).startsWith(file().toString());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(FUZZ_CASES / 4);
    }

    @Test
    void put_valueNotFinite_isNamed() {
        SaliencyMaps.Builder builder = new SaliencyMaps.Builder(Precision.DOUBLE, new int[] {2}, 2, 2);
        double[] cells = {1, 2, 3, Double.NaN};
        assertThatThrownBy(() -> builder.put(0, cells, 0, 0, new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("series 0, step 1, feature 1");
    }

    @Test
    void withDetails_moreOfThem_keepsWhatWasThere() {
        SaliencyMaps maps = maps(Precision.DOUBLE).withDetails(Map.of("seed", "7", "modelHash", "new"));
        assertThat(maps.origin().details())
                .containsEntry("seed", "7")
                .containsEntry("modelHash", "new")
                .hasSize(3);
        assertThat(maps.value(0, 0, 1)).isEqualTo(-2);
    }
}
