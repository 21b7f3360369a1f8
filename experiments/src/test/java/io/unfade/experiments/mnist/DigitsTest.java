package io.unfade.experiments.mnist;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.study.Choices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DigitsTest {
    private static final double ROUNDING = 1e-12;
    private static final double SINGLE = 1e-5;

    @TempDir
    Path folder;

    @Test
    void read_testSetOnly_lastFifthTests() throws IOException {
        DigitFiles.write(folder, "t10k", 11, 3, 2);
        Digits digits = Digits.read(folder, TimeAxis.ROWS);
        assertThat(digits.data().training().count()).isEqualTo(9);
        assertThat(digits.test().count()).isEqualTo(2);
        assertThat(digits.pixels(0)).as("the tenth image").containsExactly(90, 91, 93, 94, 96, 97);
        assertThat(digits.test().label(0)).isEqualTo(1);
        assertThat(digits.first(4, 1).data().training().count()).isEqualTo(4);
        assertThat(digits.first(4, 1).test().count()).isEqualTo(1);
        assertThat(digits.first(100, 100).test().count()).isEqualTo(2);
    }

    @Test
    void read_originalFilesPackedOrNot_areTrainingAndTest() throws IOException {
        DigitFiles.write(folder, "train", 6, 3, 2);
        DigitFiles.write(folder, "t10k", 4, 3, 2);
        String plain = Digits.read(folder, TimeAxis.ROWS).sha256();
        DigitFiles.pack(folder.resolve("train-images-idx3-ubyte"));
        DigitFiles.pack(folder.resolve("t10k-labels-idx1-ubyte"));
        Digits digits = Digits.read(folder, TimeAxis.ROWS);
        assertThat(digits.data().training().count()).isEqualTo(6);
        assertThat(digits.test().count()).isEqualTo(4);
        assertThat(digits.sha256()).hasSize(64).isNotEqualTo(plain);
    }

    @Test
    void read_columns_swapsTimeAndFeatures() throws IOException {
        DigitFiles.write(folder, "t10k", 5, 3, 2);
        Digits digits = Digits.read(folder, TimeAxis.COLUMNS);
        assertThat(digits.steps()).isEqualTo(2);
        assertThat(digits.test().features()).isEqualTo(3);
        assertThat(digits.pixels(0)).containsExactly(40, 43, 46, 41, 44, 47);
    }

    @Test
    void ink_firstImage_isAllButItsBlankCorner() throws IOException {
        DigitFiles.write(folder, "train", 2, 3, 2);
        DigitFiles.write(folder, "t10k", 2, 3, 2);
        Digits digits = Digits.read(folder, TimeAxis.ROWS);
        assertThat(digits.ink(0)).containsExactly(false, true, true, true, true, true);
        assertThat(digits.inkShare()).isCloseTo((5 / 6.0 + 1) / 2, within(ROUNDING));
        assertThat(digits.inkOverTime().profile(3)[0]).isCloseTo((1 / 5.0 + 1 / 3.0) / 2, within(ROUNDING));
        assertThat(digits.firstOfEachClass()).containsExactly(0, 1);
    }

    @Test
    void standardizer_blankAndBrightest_areTheUsualNumbers() throws IOException {
        double[] pixels = {0, 255};
        Digits.standardizer(2).applyTo(pixels, 0, 1);
        assertThat(pixels[0]).isCloseTo(-0.42421, within(SINGLE));
        assertThat(pixels[1]).isCloseTo(2.82149, within(SINGLE));
    }

    @Test
    void read_withoutUsableFiles_saysWhatIsMissingAndWhatWouldBeRight() throws IOException {
        assertThatThrownBy(() -> new Mnist().study(new Choices(true, null, 0, folder, TimeAxis.ROWS)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        folder + ": has no t10k-images-idx3-ubyte and no t10k-labels-idx1-ubyte (or the same with .gz),"
                                + " but must have t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, and for the original training"
                                + " set also train-...");
        assertThatThrownBy(() -> Digits.read(folder.resolve("nowhere"), TimeAxis.ROWS))
                .hasMessageContaining("nowhere: has no t10k-images-idx3-ubyte");

        DigitFiles.write(folder, "t10k", 4, 3, 2);
        assertThatThrownBy(() -> Digits.read(folder, TimeAxis.ROWS))
                .hasMessageEndingWith("t10k-images-idx3-ubyte: has 4 digits, but must have at least 5");
        DigitFiles.write(folder, "train", 4, 2, 2);
        assertThatThrownBy(() -> Digits.read(folder, TimeAxis.ROWS))
                .hasMessageEndingWith("t10k-images-idx3-ubyte: has series of 3 x 2, but those to train with are 2 x 2");
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        assertThatThrownBy(() -> Digits.read(folder, TimeAxis.ROWS))
                .hasMessageContaining(folder + ": has no train-labels-idx1-ubyte (or the same with .gz)");
    }

    @Test
    void read_fileOfSomethingElse_namesTheFile() throws IOException {
        DigitFiles.write(folder, "t10k", 5, 3, 2);
        Files.writeString(folder.resolve("t10k-images-idx3-ubyte"), "not images");
        assertThatThrownBy(() -> Digits.read(folder, TimeAxis.ROWS))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("t10k-images-idx3-ubyte: is not in IDX format");
    }
}
