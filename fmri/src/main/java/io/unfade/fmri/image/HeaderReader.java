package io.unfade.fmri.image;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.unfade.check.MalformedFileException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/** Reads the header and the extensions of a NIfTI file and checks the invariants that other classes rely on. */
final class HeaderReader {
    private static final int MIN_EXTENSION = 8;
    /** Limit of the bytes before the data, which are kept in memory; more than any real file has. */
    private static final int MAX_OFFSET = 1 << 27;

    private static final int SHOWN_BYTES = 4;

    private final Path named;
    private final Path file;
    private final HeaderPair pair;
    private final InputStream in;

    private HeaderReader(Path named, HeaderPair pair, InputStream in) {
        this.named = named;
        this.file = pair.header();
        this.pair = pair;
        this.in = in;
    }

    static NiftiFile read(Path file) throws IOException {
        HeaderPair pair = HeaderPair.of(file);
        try (InputStream in = ImageStream.open(pair.header())) {
            return new HeaderReader(file, pair, in).read();
        } catch (ZipException | EOFException e) {
            throw ImageStream.damaged(pair.header(), "header", e);
        }
    }

    private NiftiFile read() throws IOException {
        byte[] first = in.readNBytes(HeaderFields.bytes(1));
        int size = first.length < Integer.BYTES ? 0 : ByteBuffer.wrap(first).getInt(0);
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        if (size != HeaderFields.bytes(1) && size != HeaderFields.bytes(2)) {
            size = Integer.reverseBytes(size);
            order = ByteOrder.LITTLE_ENDIAN;
        }
        if (size != HeaderFields.bytes(1) && size != HeaderFields.bytes(2)) {
            throw notNifti(first);
        }
        byte[] bytes = ByteBuffer.allocate(size).put(first).array();
        int rest = in.readNBytes(bytes, first.length, size - first.length);
        require(
                first.length + rest == size,
                "header",
                "ends after %d bytes, but a NIfTI header has %d",
                first.length + rest,
                size);
        int version = size == HeaderFields.bytes(1) ? 1 : 2;
        checkMagic(bytes, version);
        HeaderFields fields = HeaderCodec.decode(bytes, version, order);
        int[] dims = dims(fields);
        VoxelType type = type(fields);
        int offset = offset(fields);
        List<NiftiExtension> extensions = pair.isPair() ? List.of() : extensions(fields, offset);
        return new NiftiFile(named, pair.data(), fields, dims, type, extensions);
    }

    private void checkMagic(byte[] bytes, int version) throws MalformedFileException {
        String magic = new String(bytes, version == 1 ? 344 : 4, 4, StandardCharsets.ISO_8859_1);
        boolean half = magic.equals("ni" + version + "\0");
        require(
                pair.isPair() || !half,
                "header",
                "is of a pair .hdr and .img, whose voxels are in another file; name the pair by .hdr or .img");
        require(
                !pair.isPair() || !magic.equals("n+" + version + "\0"),
                "header",
                "is of a single file; its name must end in .nii");
        require(
                half || magic.equals("n+" + version + "\0"),
                "header",
                "must have the magic 'n+%d' of NIfTI-%d, but does not; ANALYZE 7.5 files must be converted to NIfTI first",
                version,
                version);
    }

    private int[] dims(HeaderFields fields) throws MalformedFileException {
        long count = fields.dim()[0];
        require(count >= 1 && count < HeaderFields.FIELDS, "dim[0]", "must be 1..7 dimensions, but is %d", count);
        int[] dims = new int[(int) count];
        double size = 1;
        for (int axis = 0; axis < dims.length; axis++) {
            long extent = fields.dim()[axis + 1];
            require(
                    extent >= 1 && extent <= Integer.MAX_VALUE,
                    "dim[" + (axis + 1) + "]",
                    "must be at least 1 and below 2^31, but is %d",
                    extent);
            dims[axis] = (int) extent;
            size *= extent;
        }
        require(size < 0x1p59, "header", "claims %.3g voxels, which no file can hold", size);
        return dims;
    }

    private VoxelType type(HeaderFields fields) throws MalformedFileException {
        return VoxelType.ofCode(fields.datatype())
                .orElseThrow(() -> problem(
                        "datatype",
                        "%s is not read; integers of 1 to 8 bytes, float32 and float64 are",
                        VoxelType.nameOf(fields.datatype())));
    }

    private int offset(HeaderFields fields) throws MalformedFileException {
        double offset = fields.offset();
        int least = pair.isPair() ? 0 : HeaderFields.bytesWithFlag(fields.version());
        require(
                offset >= least && offset <= MAX_OFFSET && offset == Math.rint(offset),
                "vox_offset",
                "must be a whole number from %d to %d, but is %s",
                least,
                MAX_OFFSET,
                offset);
        return (int) offset;
    }

    private List<NiftiExtension> extensions(HeaderFields fields, int offset) throws IOException {
        int before = HeaderFields.bytesWithFlag(fields.version());
        byte[] flag = in.readNBytes(SHOWN_BYTES);
        byte[] bytes = in.readNBytes(offset - before);
        require(
                flag.length + bytes.length == offset - before + SHOWN_BYTES,
                "header",
                "the data should begin at byte %d (vox_offset), but the file ends at byte %d",
                offset,
                before - SHOWN_BYTES + flag.length + bytes.length);
        return flag[0] == 0 ? List.of() : extensions(ByteBuffer.wrap(bytes).order(fields.order()));
    }

    private List<NiftiExtension> extensions(ByteBuffer bytes) throws MalformedFileException {
        List<NiftiExtension> extensions = new ArrayList<>();
        while (bytes.remaining() >= MIN_EXTENSION) {
            int room = bytes.remaining();
            int size = bytes.getInt();
            int code = bytes.getInt();
            if (size == 0) {
                break;
            }
            require(
                    size >= MIN_EXTENSION && size <= room,
                    "extension " + (extensions.size() + 1),
                    "claims %d bytes, but there are %d before the data",
                    size,
                    room);
            byte[] content = new byte[size - MIN_EXTENSION];
            bytes.get(content);
            extensions.add(new NiftiExtension(code, content));
        }
        return extensions;
    }

    private MalformedFileException notNifti(byte[] first) {
        if (first.length == 0) {
            return problem("", "is empty, but must be a NIfTI file (.nii or .nii.gz)");
        }
        String shown = HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(SHOWN_BYTES, first.length));
        return problem("", "is not a NIfTI file (.nii or .nii.gz): it begins with the bytes %s", shown);
    }

    @FormatMethod
    private void require(boolean condition, String place, @FormatString String template, Object... args)
            throws MalformedFileException {
        if (!condition) {
            throw problem(place, template, args);
        }
    }

    @FormatMethod
    private MalformedFileException problem(String place, @FormatString String template, Object... args) {
        return new MalformedFileException(file, place, String.format(Locale.ROOT, template, args));
    }
}
