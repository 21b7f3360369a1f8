package io.unfade.fmri.image;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NiftiWriterTest {
    /** The affine is stored in single precision. */
    private static final double AFFINE_ERROR = 1e-5;

    private static final Grid GRID =
            new Grid(new int[] {3, 4, 2}, new double[] {-3.1, 0, 0, 60.5, 0, 3.75, 0, -35, 0, 0, 4, 7});

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(VoxelType.class)
    void write_everyType_readsBackExactly(VoxelType type) throws IOException {
        double[] values = Fixtures.expected("1-little-" + type.key() + ".nii.values");
        for (String name : new String[] {"image.nii", "image.nii.gz"}) {
            Path file = folder.resolve(name);
            NiftiWriter.write(file, new Volume(GRID, values), type);
            NiftiImage image = NiftiImage.open(file);

            assertThat(image.readVolume().values()).isEqualTo(values);
            assertThat(image.header().type()).isEqualTo(type);
            assertThat(image.header().formCode()).isEqualTo(2);
            assertThat(image.grid().affine()).containsExactly(GRID.affine(), within(AFFINE_ERROR));
        }
    }

    /** The same values as in nibabel's file, so the same bytes after the header. */
    @Test
    void write_valuesOfNibabelsFile_givesItsData() throws IOException {
        Path file = folder.resolve("image.nii");
        NiftiWriter.write(
                file, NiftiImage.open(Fixtures.file("1-big-int16.nii")).readVolume(), VoxelType.INT16);

        byte[] expected = Files.readAllBytes(Fixtures.file("1-little-int16.nii"));
        byte[] found = Files.readAllBytes(file);
        assertThat(Arrays.copyOfRange(found, 352, found.length))
                .isEqualTo(Arrays.copyOfRange(expected, 352, expected.length));
        ByteBuffer header = ByteBuffer.wrap(found).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer nibabel = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);
        for (int field = 40; field < 56; field += 2) {
            assertThat(header.getShort(field)).as("dim").isEqualTo(nibabel.getShort(field));
        }
        for (int field = 280; field < 328; field += 4) {
            assertThat(header.getFloat(field)).as("srow").isEqualTo(nibabel.getFloat(field));
        }
        assertThat(header.getShort(252)).as("qform code of skew axes").isZero();
    }

    @ParameterizedTest
    @CsvSource({"qform", "neither", "micron"})
    void write_perpendicularAxes_setsTheSameQform(String name) throws IOException {
        Volume volume = NiftiImage.open(Fixtures.file(name + ".nii")).readVolume();
        Path file = folder.resolve("image.nii");
        NiftiWriter.write(file, volume, VoxelType.FLOAT32, 4);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(254, (short) 0);
        NiftiImage image = NiftiImage.open(Files.write(file, bytes));

        assertThat(image.header().affineSource()).isEqualTo(AffineSource.QFORM);
        assertThat(image.header().formCode()).isEqualTo(4);
        assertThat(image.grid().affine()).containsExactly(volume.grid().affine(), within(AFFINE_ERROR));
    }

    @Test
    void write_movie_readsBackWithRepetitionTime() throws IOException {
        Path file = folder.resolve("movie.nii.gz");
        double[] values = new double[GRID.size()];
        NiftiWriter.write(file, GRID, VoxelType.FLOAT64, 7, 0.72, volume -> {
            Arrays.fill(values, volume / 3.0);
            return values;
        });
        NiftiImage image = NiftiImage.open(file);

        assertThat(image.volumes()).isEqualTo(7);
        assertThat(image.header().repetitionTime()).isEqualTo(0.72);
        image.forEachVolume((index, found) -> assertThat(found).containsOnly(index / 3.0));
    }

    @Test
    void write_unknownRepetitionTime_readsBackAsNaN() throws IOException {
        Path file = folder.resolve("movie.nii");
        NiftiWriter.write(file, GRID, VoxelType.UINT8, 2, Double.NaN, volume -> new double[GRID.size()]);

        assertThat(NiftiImage.open(file).header().repetitionTime()).isNaN();
    }

    @Test
    void write_movieOf32768Volumes_isNifti2() throws IOException {
        Grid one = Grid.ofVoxelSizes(new int[] {1, 1, 1}, 1, 1, 1);
        Path file = folder.resolve("long.nii");
        NiftiWriter.write(file, one, VoxelType.UINT16, 32768, 1, volume -> new double[] {volume});
        NiftiImage image = NiftiImage.open(file);

        assertThat(image.header().version()).isEqualTo(2);
        assertThat(image.volumes()).isEqualTo(32768);
        image.forEachVolume((index, values) -> assertThat(values[0]).isEqualTo(index));
    }

    @Test
    void write_twice_givesTheSameBytes() throws IOException {
        Volume volume =
                new Volume(GRID, IntStream.range(0, 24).mapToDouble(Math::sqrt).toArray());
        NiftiWriter.write(folder.resolve("one.nii.gz"), volume, VoxelType.FLOAT32);
        NiftiWriter.write(folder.resolve("two.nii.gz"), volume, VoxelType.FLOAT32);

        assertThat(folder.resolve("one.nii.gz")).hasSameBinaryContentAs(folder.resolve("two.nii.gz"));
        assertThat(Arrays.copyOfRange(Files.readAllBytes(folder.resolve("one.nii.gz")), 4, 8))
                .as("time stamp")
                .containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,256,uint8 holds whole numbers in 0..255",
        "UINT8,-1,whole numbers in 0..255",
        "INT16,0.5,int16 holds whole numbers in -32768..32767",
        "INT32,NaN,int32 holds whole numbers",
        "UINT64,-1,uint64 holds whole numbers",
        "INT64,1e19,int64 holds whole numbers",
        "FLOAT32,1e39,float32 holds numbers in",
    })
    void write_valueThatTheTypeDoesNotHold_isRefusedAndLeavesNoFile(VoxelType type, double value, String message) {
        double[] values = new double[GRID.size()];
        values[5] = value;
        Path file = folder.resolve("image.nii");

        assertThatThrownBy(() -> NiftiWriter.write(file, new Volume(GRID, values), type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("value 5 of block 0 is " + value);
        assertThat(file).doesNotExist();
    }

    @Test
    void write_nanAsFloat_isKept() throws IOException {
        double[] values = new double[GRID.size()];
        values[3] = Double.NaN;
        Path file = folder.resolve("image.nii.gz");
        NiftiWriter.write(file, new Volume(GRID, values), VoxelType.FLOAT32);

        assertThat(NiftiImage.open(file).readVolume().values()).isEqualTo(values);
    }
}
