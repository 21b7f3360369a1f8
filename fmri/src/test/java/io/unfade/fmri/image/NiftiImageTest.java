package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Compares with nibabel's reading of files that it wrote. */
class NiftiImageTest {
    /** In mm; nibabel holds the quaternion in double precision, the file in single. */
    private static final double AFFINE_ERROR = 1e-5;

    private static final int[] SHAPE = {3, 4, 2};

    @TempDir
    private Path folder;

    @Test
    void readVolume_byIndex_equalsThatOfAllInTurn() throws IOException {
        int[] shape = {5, 4, 3};
        Grid grid = Grid.ofVoxelSizes(shape, 1, 1, 1);
        for (String name : new String[] {"a.nii", "a.nii.gz"}) {
            Path file = folder.resolve(name);
            NiftiWriter.write(file, grid, VoxelType.FLOAT32, 4, 2, 1, step -> {
                double[] values = new double[60];
                Arrays.setAll(values, i -> step * 100 + i);
                return values;
            });
            NiftiImage image = NiftiImage.open(file);
            image.forEachVolume((index, values) ->
                    assertThat(image.readVolume(index).values()).isEqualTo(values.clone()));
            assertThat(image.readVolume(3).values()[59]).isEqualTo(359);
            assertThatThrownBy(() -> image.readVolume(4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no volume 4; there are 4, counted from 0");
        }
    }

    @Test
    void readVolume_byIndexOfAFileThatIsCut_saysWhere() throws IOException {
        Path file = folder.resolve("a.nii.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] all = Files.readAllBytes(written());
            out.write(all, 0, all.length - 200);
        }
        NiftiImage image = NiftiImage.open(file);
        assertThat(image.readVolume(1).values()).hasSize(60);
        assertThatThrownBy(() -> image.readVolume(2))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("ends after volume 2 of 3");
    }

    private Path written() throws IOException {
        Path file = folder.resolve("whole.nii");
        NiftiWriter.write(
                file,
                Grid.ofVoxelSizes(new int[] {5, 4, 3}, 1, 1, 1),
                VoxelType.FLOAT32,
                3,
                2,
                1,
                step -> new double[60]);
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"})
    void readVolume_everyTypeVersionAndByteOrder_equalsNibabel(String type) throws IOException {
        for (String kind : new String[] {"1-little", "1-big", "2-little", "2-big"}) {
            String name = kind + "-" + type + ".nii";
            NiftiImage image = NiftiImage.open(Fixtures.file(name));
            NiftiHeader header = image.header();

            assertThat(image.readVolume().values()).as(name).isEqualTo(Fixtures.expected(name + ".values"));
            assertThat(image.grid().affine()).as(name).isEqualTo(Fixtures.expected(name + ".affine"));
            assertThat(header.type().key()).isEqualTo(type);
            assertThat(header.version()).isEqualTo(kind.charAt(0) - '0');
            assertThat(header.order() == ByteOrder.BIG_ENDIAN).isEqualTo(kind.endsWith("big"));
            assertThat(header.dims()).containsExactly(SHAPE);
            assertThat(header.description()).isEqualTo("made for tests");
            assertThat(header.repetitionTime()).isNaN();
            assertThat(header.extensions()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"scaled,0.37,-3.25", "slope-0,1,0", "slope-nan,1,0"})
    void readVolume_slopeAndIntercept_equalsNibabel(String name, double slope, double intercept) throws IOException {
        NiftiImage image = NiftiImage.open(Fixtures.file(name + ".nii"));

        assertThat(image.header().slope()).isEqualTo((double) (float) slope);
        assertThat(image.header().intercept()).isEqualTo(intercept);
        assertThat(image.readVolume().values()).isEqualTo(Fixtures.expected(name + ".nii.values"));
    }

    @ParameterizedTest
    @CsvSource({"sform,SFORM,4", "qform,QFORM,1", "both,SFORM,2", "neither,PIXDIM,0", "metre,SFORM,2", "micron,QFORM,1"
    })
    void grid_fromEachSource_equalsNibabelInMillimetres(String name, AffineSource source, int code) throws IOException {
        NiftiHeader header = NiftiImage.open(Fixtures.file(name + ".nii")).header();

        assertThat(header.affineSource()).isEqualTo(source);
        assertThat(header.formCode()).isEqualTo(code);
        assertThat(header.grid().affine())
                .containsExactly(Fixtures.expected(name + ".nii.affine"), within(AFFINE_ERROR));
    }

    @ParameterizedTest
    @CsvSource({"seconds,2.5", "milliseconds,2.5", "microseconds,2.5", "unknown,2.5", "hertz,NaN", "zero,NaN"})
    void forEachVolume_packedMovie_equalsNibabel(String name, double repetitionTime) throws IOException {
        String file = "movie-" + name + ".nii.gz";
        NiftiImage image = NiftiImage.open(Fixtures.file(file));
        double[] all = new double[5 * 24];
        image.forEachVolume((index, values) -> System.arraycopy(values, 0, all, index * 24, 24));

        assertThat(image.volumes()).isEqualTo(5);
        assertThat(image.header().repetitionTime()).isEqualTo(Double.valueOf(repetitionTime));
        assertThat(all).isEqualTo(Fixtures.expected(file + ".values"));
    }

    @Test
    void forEachVolume_visitorThrows_passesItsExceptionOn() throws IOException {
        NiftiImage image = NiftiImage.open(Fixtures.file("movie-seconds.nii.gz"));

        assertThatThrownBy(() -> image.forEachVolume((index, values) -> {
                    throw new IOException("full " + index);
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("full 0");
    }

    @Test
    void readVolume_ofMovie_isRefused() throws IOException {
        NiftiImage image = NiftiImage.open(Fixtures.file("movie-seconds.nii.gz"));

        assertThatThrownBy(image::readVolume).hasMessageEndingWith("must be one volume, but has 5");
    }

    @Test
    void haxbyRun_hasTheNumbersOfNibabel() throws IOException {
        NiftiImage image = NiftiImage.open(Fixtures.haxby("BOLD/task001_run001/bold_1slice.nii.gz"));
        double[] sum = new double[1];
        image.forEachVolume((index, values) -> sum[0] += Arrays.stream(values).sum());

        assertThat(image.header().dims()).containsExactly(40, 20, 1, 121);
        assertThat(image.header().repetitionTime()).isEqualTo(2.5);
        assertThat(image.header().type()).isEqualTo(VoxelType.INT16);
        assertThat(image.grid().affine())
                .containsExactly(
                        new double[] {-3.1, 0, 0, 60.45, 0, 3.75, 0, -35.625, 0, 0, 3.75, 0}, within(AFFINE_ERROR));
        assertThat(sum[0]).isEqualTo(94412900);
    }

    @Test
    void haxbyMask_withExtension_hasTheNumbersOfNibabel() throws IOException {
        NiftiImage image = NiftiImage.open(Fixtures.haxby("masks/25mm/brain.nii.gz"));
        Volume mask = image.readVolume();

        assertThat(Arrays.stream(mask.values()).sum()).isEqualTo(129);
        assertThat(image.header().extensions()).isNotEmpty();
        assertThat(mask.grid()
                        .matches(NiftiImage.open(Fixtures.haxby("BOLD/task001_run001/bold_25mm.nii.gz"))
                                .grid()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a.hdr, a.img", "a.hdr.gz, a.img.gz", "a.hdr.gz, a.img", "A.HDR, A.IMG"})
    void pair_isReadByEitherHalf(String header, String data) throws IOException {
        Path single = folder.resolve("single.nii");
        Grid grid = Grid.ofVoxelSizes(new int[] {2, 3, 1}, 2, 3, 4);
        NiftiWriter.write(single, grid, VoxelType.INT16, 3, 2.5, 1, t -> new double[] {t, 1, 2, 3, 4, 5});
        byte[] bytes = Files.readAllBytes(single);
        ByteBuffer head = ByteBuffer.wrap(Arrays.copyOf(bytes, 348)).order(ByteOrder.LITTLE_ENDIAN);
        head.put(345, (byte) 'i').putFloat(108, 0);
        write(header, head.array());
        write(data, Arrays.copyOfRange(bytes, 352, bytes.length));
        for (String half : List.of(header, data)) {
            NiftiImage image = NiftiImage.open(folder.resolve(half));
            assertThat(image.volumes()).isEqualTo(3);
            assertThat(image.header().repetitionTime()).isEqualTo(2.5);
            assertThat(image.grid().matches(grid)).isTrue();
            List<double[]> volumes = new ArrayList<>();
            image.forEachVolume((index, values) -> volumes.add(values.clone()));
            assertThat(volumes.get(2)).containsExactly(2, 1, 2, 3, 4, 5);
        }
        assertThat(NiftiFile.filesOf(folder.resolve(data)))
                .containsExactly(folder.resolve(header), folder.resolve(data));
        write(data, new byte[30]);
        assertThatThrownBy(() -> NiftiImage.open(folder.resolve(header)).forEachVolume((index, values) -> {}))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(data);
    }

    private void write(String name, byte[] bytes) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(bytes);
        }
    }
}
