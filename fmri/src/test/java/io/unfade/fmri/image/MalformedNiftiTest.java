package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that break the reader. */
class MalformedNiftiTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|is of a pair .hdr and .img|magic ni1",
                "2|'n+1'|no magic",
                "3|is not a NIfTI file|sizeof_hdr",
            })
    void open_wrongStart_isRefused(int what, String message, String name) throws IOException {
        Path file = changed(name, bytes -> {
            if (what == 3) {
                bytes.putInt(0, 12345);
            } else {
                bytes.put(345, (byte) (what == 1 ? 'i' : 'x'));
            }
        });

        refused(file, message);
    }

    @Test
    void open_byteSwappedLengthOfHeader_namesTheField() throws IOException {
        Path file =
                changed("swapped", bytes -> bytes.order(ByteOrder.BIG_ENDIAN).putInt(0, 348));

        refused(file, "dim[0]: must be 1..7 dimensions, but is 768");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|dim[0]: must be 1..7 dimensions, but is 0",
                "0|8|dim[0]: must be 1..7 dimensions, but is 8",
                "0|-3|dim[0]: must be 1..7 dimensions, but is -3",
                "1|0|dim[1]: must be at least 1 and below 2^31, but is 0",
                "3|-2|dim[3]: must be at least 1 and below 2^31, but is -2",
                "3|200|ends after 24 of 2400 values",
            })
    void open_wrongExtent_isRefused(int field, short value, String message) throws IOException {
        refused(changed("dims", bytes -> bytes.putShort(40 + 2 * field, value)), message);
    }

    @Test
    void open_fifthExtent_isRefused() throws IOException {
        Path file = changed(
                "fifth",
                bytes -> bytes.putShort(40, (short) 5).putShort(46, (short) 1).putShort(50, (short) 2));

        refused(file, "dim[5]: an image has at most 3 dimensions and time");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "0", "348", "352.5", "-352", "1e9", "1e30"})
    void open_wrongOffset_isRefused(float offset) throws IOException {
        refused(changed("offset", bytes -> bytes.putFloat(108, offset)), "vox_offset: must be a whole number from 352");
    }

    @Test
    void open_offsetBehindEnd_saysWhereTheFileEnds() throws IOException {
        refused(
                changed("behind", bytes -> bytes.putFloat(108, 100_000_000)),
                "should begin at byte 100000000 (vox_offset), but the file ends at byte 400");
    }

    @ParameterizedTest
    @CsvSource({"1,single bits", "32,complex64", "128,RGB", "1536,float128", "1792,complex128", "99,datatype 99"})
    void open_typeThatIsNotRead_isNamed(short code, String name) throws IOException {
        refused(changed("type", bytes -> bytes.putShort(70, code)), "datatype: " + name);
    }

    @Test
    void open_affineThatIsFlatOrNotFinite_isRefused() throws IOException {
        refused(changed("nan", bytes -> bytes.putFloat(280, Float.NaN)), "grid (sform): an affine must be finite");
        refused(changed("flat", bytes -> bytes.putFloat(280, 0).putFloat(284, 0).putFloat(288, 0)), "not flat");
    }

    @Test
    void open_quaternionThatIsTooLong_isRefused() throws IOException {
        refused(
                changed(
                        "long",
                        bytes -> bytes.putShort(254, (short) 0)
                                .putShort(252, (short) 1)
                                .putFloat(256, 2)),
                "quatern_b, c, d");
    }

    @Test
    void open_voxelSizeZeroWithoutAffine_isRefused() throws IOException {
        refused(
                changed("size", bytes -> bytes.putShort(254, (short) 0).putFloat(84, 0)),
                "pixdim[2]: must be a finite voxel size other than 0");
    }

    @Test
    void open_interceptThatIsNotFinite_isRefused() throws IOException {
        refused(changed("inter", bytes -> bytes.putFloat(112, 2).putFloat(116, Float.NaN)), "scl_inter");
    }

    @Test
    void open_extensionThatClaimsTooMuch_isRefused() throws IOException {
        byte[] bytes = fixture();
        ByteBuffer longer = ByteBuffer.allocate(bytes.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        longer.put(bytes, 0, 348)
                .putInt(1)
                .putInt(1 << 30)
                .putInt(6)
                .putInt(0)
                .putInt(0)
                .put(bytes, 352, 48);
        longer.putFloat(108, 368);

        refused(write("extension.nii", longer.array()), "extension 1: claims 1073741824 bytes, but there are 16");
    }

    @ParameterizedTest
    @CsvSource({
        "0,is empty",
        "3,is not a NIfTI file",
        "4,ends after 4 bytes",
        "347,ends after 347 bytes, but",
        "350,the file ends at byte 350"
    })
    void open_shortHeader_isRefused(int length, String message) throws IOException {
        refused(write("short.nii", Arrays.copyOf(fixture(), length)), message);
    }

    @Test
    void open_otherFiles_areRefusedByTheirFirstBytes() throws IOException {
        refused(
                write("table.nii", "onset\tduration\n".getBytes(StandardCharsets.UTF_8)),
                "is not a NIfTI file (.nii or .nii.gz): it begins with the bytes 6f 6e 73 65");
        assertThatThrownBy(() -> NiftiImage.open(write("half.hdr", fixture())))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("half.img: there is no such file; half.hdr is one half of a pair");
        write("half.img", fixture());
        refused(folder.resolve("half.hdr"), "is of a single file; its name must end in .nii");
        write("lone.hdr.gz", fixture());
        Path data = write("lone.img.gz", fixture());
        assertThatThrownBy(() -> NiftiImage.open(data))
                .hasMessageContaining("lone.hdr.gz, header: is of a single file");
        refused(folder, "is a folder");
        assertThatThrownBy(() -> NiftiImage.open(folder.resolve("absent.nii"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void open_plainMovieCutShort_saysAfterWhichVolume() throws IOException {
        byte[] bytes = movie();

        refused(write("cut.nii", Arrays.copyOf(bytes, 352 + 3 * 48 + 47)), "ends after volume 3 of 5");
    }

    @Test
    void forEachVolume_packedMovieWithTooFewVolumes_saysAfterWhichVolume() throws IOException {
        Path file = write("few.nii.gz", packed(Arrays.copyOf(movie(), 352 + 2 * 48 + 1)));

        assertThatThrownBy(() -> NiftiImage.open(file).forEachVolume((index, values) -> {}))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(file + ": ends after volume 2 of 5");
    }

    @Test
    void forEachVolume_damagedPacking_isOneClearLine() throws IOException {
        byte[] whole = packed(movie());
        Path cut = write("cut.nii.gz", Arrays.copyOf(whole, whole.length - 20));
        byte[] wrong = whole.clone();
        wrong[whole.length - 7]++;
        Path checksum = write("checksum.nii.gz", wrong);

        for (Path file : new Path[] {cut, checksum}) {
            assertThatThrownBy(() -> NiftiImage.open(file).forEachVolume((index, values) -> {}))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining(" of 5: the gzip data are damaged or cut short")
                    .hasMessageNotContaining("\n");
        }
        refused(write("start.nii.gz", Arrays.copyOf(whole, 30)), "header: the gzip data are damaged or cut short");
        refused(write("magic.nii.gz", Arrays.copyOf(whole, 2)), "header: the gzip data are damaged or cut short");
    }

    @Test
    void open_packedHeaderThatClaimsTerabytes_isRefusedBeforeReading() throws IOException {
        byte[] bytes = fixture();
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(40, (short) 4)
                .putShort(42, (short) 1000)
                .putShort(44, (short) 1000)
                .putShort(46, (short) 1000);
        header.putShort(48, (short) 1000);

        refused(write("bomb.nii.gz", packed(bytes)), "claims 1000 volumes of 1000000000 values, more than");
    }

    @Test
    void readVolume_packedHeaderThatClaimsGigabytes_needsNoMemoryForThem() throws IOException {
        byte[] bytes = Arrays.copyOf(fixture(), 4_000_000);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(42, (short) 32000).putShort(44, (short) 32000).putShort(46, (short) 1);
        ByteArrayOutputStream much = new ByteArrayOutputStream();
        much.write(packed(bytes));
        much.write(new byte[3_000_000]);
        Path file = write("claim.nii.gz", much.toByteArray());

        assertThatThrownBy(() -> NiftiImage.open(file).readVolume())
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(": ends after ");
    }

    private Path changed(String name, Consumer<ByteBuffer> change) throws IOException {
        byte[] bytes = fixture();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return write(name + ".nii", bytes);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> NiftiImage.open(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private static byte[] fixture() throws IOException {
        return Files.readAllBytes(Fixtures.file("1-little-int16.nii"));
    }

    private static byte[] movie() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("movie-seconds.nii.gz"));
        return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
