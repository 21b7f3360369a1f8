package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An image of the brain in NIfTI-1 or NIfTI-2, {@code .nii}, {@code .nii.gz} or a pair {@code .hdr} and {@code .img}: one volume, or several over time.
 * Opening it reads the header only. Volumes are read on demand, one after the other, and scaled by {@code scl_slope}
 * and {@code scl_inter} of the header. Immutable.
 */
public final class NiftiImage {
    private static final int SPACE = 3;
    private static final int TIME = 3;

    private final NiftiHeader header;
    private final NiftiBlocks blocks;
    private final Path path;

    private NiftiImage(Path path, NiftiHeader header, NiftiBlocks blocks) {
        this.path = path;
        this.header = header;
        this.blocks = blocks;
    }

    /**
     * Reads and checks the header of a file, and that the file is long enough for it.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws MalformedFileException if it is not a NIfTI file or pair of files, it is cut short, it has a fifth
     *     extent, its number type is not supported, it does not give the position of its voxels, or it is CIFTI
     * @throws IOException if reading fails
     */
    public static NiftiImage open(Path file) throws IOException {
        NiftiFile nifti = NiftiFile.open(file);
        if (nifti.isCifti()) {
            throw new MalformedFileException(file, "", "is a CIFTI file, whose values are not on a grid of voxels");
        }
        int[] dims = nifti.dims();
        for (int axis = TIME + 1; axis < dims.length; axis++) {
            if (dims[axis] != 1) {
                throw new MalformedFileException(
                        file,
                        "dim[" + (axis + 1) + "]",
                        "an image has at most 3 dimensions and time, but this has the extents "
                                + Arrays.toString(dims));
            }
        }
        NiftiHeader header = header(file, nifti, dims);
        return new NiftiImage(file, header, nifti.blocks(header.grid().size(), "volume"));
    }

    private static NiftiHeader header(Path file, NiftiFile nifti, int[] dims) throws IOException {
        HeaderFields fields = nifti.fields();
        int[] shape = new int[SPACE];
        for (int axis = 0; axis < SPACE; axis++) {
            shape[axis] = axis < dims.length ? dims[axis] : 1;
        }
        Orientation orientation = Orientation.of(file, fields, shape);
        return new NiftiHeader(
                fields.version(),
                fields.order(),
                nifti.type(),
                dims,
                grid(file, shape, orientation),
                nifti.slope(),
                nifti.intercept(),
                repetitionTime(fields, dims),
                orientation.source(),
                orientation.formCode(),
                fields.intentCode(),
                fields.description(),
                nifti.extensions());
    }

    private static Grid grid(Path file, int[] shape, Orientation orientation) throws MalformedFileException {
        try {
            return new Grid(shape, orientation.affine());
        } catch (IllegalArgumentException | ArithmeticException e) {
            String place = orientation.source().key();
            throw new MalformedFileException(file, "grid (" + place + ")", String.valueOf(e.getMessage()), e);
        }
    }

    private static double repetitionTime(HeaderFields fields, int[] dims) {
        double step = decimal(fields.pixdim()[TIME + 1], fields.version());
        if (dims.length <= TIME || !Double.isFinite(step) || step <= 0) {
            return Double.NaN;
        }
        return switch (fields.units() & HeaderFields.TIME_UNIT) {
            case 0, HeaderFields.SECOND -> step;
            case HeaderFields.MILLISECOND -> step / 1e3;
            case HeaderFields.MICROSECOND -> step / 1e6;
            default -> Double.NaN;
        };
    }

    /** {@return the intended decimal: NIfTI-1 stores single precision, in which 2.1 is 2.0999999} */
    private static double decimal(double value, int version) {
        return version == 1 ? Double.parseDouble(Float.toString((float) value)) : value;
    }

    /** {@return the file, as it was given} */
    public Path path() {
        return path;
    }

    /** {@return the header} */
    public NiftiHeader header() {
        return header;
    }

    /** {@return where the voxels are} */
    public Grid grid() {
        return header.grid();
    }

    /** {@return the number of volumes} */
    public int volumes() {
        return blocks.count();
    }

    /**
     * {@return the only volume of the image}
     *
     * @throws MalformedFileException if there are several, or the data are damaged or cut short
     * @throws IOException if reading fails
     */
    public Volume readVolume() throws IOException {
        if (volumes() != 1) {
            throw new MalformedFileException(path, "", "must be one volume, but has " + volumes());
        }
        double[][] kept = new double[1][];
        blocks.forEach((index, values) -> kept[0] = values);
        return new Volume(header.grid(), kept[0]);
    }

    /**
     * {@return one of the volumes}
     *
     * @param index its number, from 0
     * @throws IllegalArgumentException if there is no such volume
     * @throws MalformedFileException if the data are damaged or cut short
     * @throws IOException if reading fails
     */
    public Volume readVolume(int index) throws IOException {
        return new Volume(header.grid(), blocks.one(index));
    }

    /**
     * Reads all volumes in turn, never more than one at a time in memory.
     *
     * @param visitor receives the volumes
     * @throws MalformedFileException if the data are damaged or cut short
     * @throws IOException if reading or the visitor fails
     */
    public void forEachVolume(VolumeVisitor visitor) throws IOException {
        blocks.forEach(visitor);
    }
}
