package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A NIfTI file as numbers without positions in space, the common ground of images and CIFTI matrices. Holds the header
 * only; numbers are read on demand. Immutable.
 */
public final class NiftiFile {
    private final Path path;
    private final Path data;
    private final HeaderFields fields;
    private final int[] dims;
    private final VoxelType type;
    private final List<NiftiExtension> extensions;

    NiftiFile(Path path, Path data, HeaderFields fields, int[] dims, VoxelType type, List<NiftiExtension> extensions) {
        this.path = path;
        this.data = data;
        this.fields = fields;
        this.dims = dims;
        this.type = type;
        this.extensions = List.copyOf(extensions);
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws MalformedFileException if it is not a NIfTI file or pair of files, or its number type is not supported
     * @throws IOException if reading fails
     */
    public static NiftiFile open(Path file) throws IOException {
        return HeaderReader.read(file);
    }

    /**
     * {@return the files of an image: itself, or the pair {@code .hdr} and {@code .img}}
     *
     * @throws NoSuchFileException if one half of a pair is missing
     */
    public static Path[] filesOf(Path file) throws NoSuchFileException {
        HeaderPair pair = HeaderPair.of(file);
        return pair.isPair() ? new Path[] {pair.header(), pair.data()} : new Path[] {file};
    }

    /** {@return the file that holds the numbers} */
    Path data() {
        return data;
    }

    /** {@return the file, as it was given} */
    public Path path() {
        return path;
    }

    /** {@return the extents, 1 to 7 of them, the fastest first; a copy} */
    public int[] dims() {
        return dims.clone();
    }

    /** {@return the type of the numbers} */
    public VoxelType type() {
        return type;
    }

    /** {@return the extensions between header and data} */
    public List<NiftiExtension> extensions() {
        return extensions;
    }

    HeaderFields fields() {
        return fields;
    }

    /** {@return whether an extension marks the file as CIFTI, which has no grid} */
    public boolean isCifti() {
        return extensions.stream().anyMatch(extension -> extension.code() == NiftiExtension.CIFTI);
    }

    /**
     * {@return the numbers, in blocks of one size}
     *
     * @param size numbers per block; divides the total
     * @param name of a block in messages, such as {@code "volume"}
     * @throws MalformedFileException if the file is too short
     * @throws IOException if the length of the file cannot be found
     */
    public NiftiBlocks blocks(int size, String name) throws IOException {
        return NiftiBlocks.of(this, size, name);
    }

    /** {@return the factor of stored numbers; 1 if the header gives none, as in nibabel} */
    double slope() {
        return isScaled() ? fields.slope() : 1;
    }

    /** {@return the offset added to the product} */
    double intercept() throws MalformedFileException {
        if (!isScaled()) {
            return 0;
        }
        if (!Double.isFinite(fields.intercept())) {
            throw new MalformedFileException(
                    path, "scl_inter", "must be finite where scl_slope is, but is " + fields.intercept());
        }
        return fields.intercept();
    }

    private boolean isScaled() {
        return Double.isFinite(fields.slope()) && fields.slope() != 0;
    }
}
