package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyBlocks;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Arrays of several blocks that end within series and steps; a block has 65536 bytes. */
class NpzBlocksTest {
    private static final int COUNT = 11;
    private static final int STEPS = 67;
    private static final int FEATURES = 59;
    private static final int SIZE = COUNT * STEPS * FEATURES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"<f4, true", "<f4, false", ">f8, true", ">f8, false"})
    void elements_ofAnArray_areThoseOfTheWhole(String type, boolean stored) throws IOException {
        try (NpzFile npz = NpzFile.open(npz(npy(type, false, SIZE), stored))) {
            double[] all = npz.array("X").toDoubles();
            for (int from : new int[] {0, 1, 20_000, SIZE - 3}) {
                assertThat(npz.elements("X", from, 3).toDoubles()).isEqualTo(Arrays.copyOfRange(all, from, from + 3));
            }
            assertThat(npz.header("X").shape()).containsExactly(COUNT, STEPS, FEATURES);
            assertThatThrownBy(() -> npz.elements("X", SIZE - 2, 3)).isInstanceOf(MalformedFileException.class);
            assertThatThrownBy(() -> npz.elements("X", -1, 3)).isInstanceOf(MalformedFileException.class);
            assertThatThrownBy(() -> npz.elements("Y", 0, 1)).hasMessageContaining("array 'Y': is missing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, false, true",
        "<f4, false, false",
        ">f4, false, true",
        ">f4, true, false",
        "<f8, false, false",
        ">f8, false, true",
        "<f4, true, true",
        "<f8, true, false"
    })
    void read_manyBlocks_givesEveryCellItsPlace(String type, boolean fortran, boolean stored) throws IOException {
        SeriesSet set = SeriesFiles.read(npz(npy(type, fortran, SIZE), stored));

        assertThat(set.precision()).isEqualTo(type.endsWith("4") ? Precision.SINGLE : Precision.DOUBLE);
        double[] cells = new double[STEPS * FEATURES];
        for (int series = 0; series < COUNT; series++) {
            set.copySeries(series, cells, 0);
            for (int i = 0; i < cells.length; i++) {
                assertThat(cells[i]).isEqualTo(value(series * cells.length + i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4099", "65537"})
    void read_streamThatGivesFewBytesAtATime_keepsElementsWhole(int most) throws IOException {
        byte[] file = npy(">f4", false, SIZE);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return super.read(target, offset, Math.min(most, count));
            }
        };

        NpyArray array = NpyArray.read(NpyBlocks.open(slow, file.length, new Location(Path.of("a.npy"), "")));

        assertThat(array.toDoubles()).hasSize(SIZE);
        for (int i = 0; i < SIZE; i++) {
            assertThat(array.doubleAt(i)).isEqualTo(value(i));
        }
    }

    @Test
    void read_noElements_givesAnEmptyArray() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), RawFiles.npy("<f8", false, "(3, 0)", new byte[0]));

        NpyArray array = NpyArray.read(file);

        assertThat(array.size()).isZero();
        assertThat(array.toDoubles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void read_gapInALaterBlock_isNamedOrFilled(boolean fortran) throws IOException {
        int cell = (9 * STEPS + 5) * FEATURES + 3;
        byte[] array = npy("<f4", fortran, SIZE);
        int inFile = fortran ? 9 + COUNT * (5 + STEPS * 3) : cell;
        ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).putFloat(array.length - 4 * SIZE + 4 * inFile, Float.NaN);
        Path file = npz(array, true);

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(
                        file + ", array 'X', series 9, step 5, feature 3: the value is missing; correct it");
        SeriesSet filled = SeriesFiles.read(file, ReadOptions.defaults().withMissing(MissingValues.PREVIOUS));
        assertThat(filled.value(9, 5, 3)).isEqualTo(value(cell - FEATURES));
        assertThat(filled.value(9, 6, 3)).isEqualTo(value(cell + FEATURES));
    }

    @ParameterizedTest
    @CsvSource({"true, 65536", "false, 65536", "true, 100", "false, 0"})
    void read_endsWithinOrBehindABlock_saysWhatIsThere(boolean stored, int missing) throws IOException {
        byte[] array = npy("<f4", false, SIZE);
        byte[] longer = Arrays.copyOf(array, array.length + 1);
        Path file = npz(missing == 0 ? longer : Arrays.copyOf(array, array.length - missing), stored);

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file + ", array 'X': ")
                .hasMessageContaining(
                        missing == 0 ? "there are more bytes than the " : "the header claims shape [11, 67, 59]");
    }

    @Test
    void read_claimOfMoreThanTheArchiveLists_isRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] zeros = new byte[8 << 20]; // compressed to about 8 kB, which could expand by a factor of 1032
        Path file = npz(RawFiles.npy("<f4", false, "(2100000, 1, 1)", zeros), false);

        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("8400000 bytes, but the file cannot hold more than 838");
    }

    /** A different value in every cell, exact in single precision. */
    private static float value(int index) {
        return index * 0.5f - 7;
    }

    private static byte[] npy(String type, boolean fortran, int size) {
        int width = type.charAt(2) - '0';
        ByteBuffer data = ByteBuffer.allocate(size * width)
                .order(type.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < size; i++) {
            int feature = i % FEATURES;
            int time = i / FEATURES % STEPS;
            int series = i / FEATURES / STEPS;
            int at = width * (fortran ? series + COUNT * (time + STEPS * feature) : i);
            if (width == 4) {
                data.putFloat(at, value(i));
            } else {
                data.putDouble(at, value(i));
            }
        }
        return RawFiles.npy(type, fortran, "(11, 67, 59)", data.array());
    }

    private Path npz(byte[] array, boolean stored) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("X.npy");
            if (stored) {
                CRC32 sum = new CRC32();
                sum.update(array);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(array.length);
                entry.setCrc(sum.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(array);
        }
        return Files.write(folder.resolve("a.npz"), bytes.toByteArray());
    }
}
