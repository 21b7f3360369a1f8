package io.unfade.fmri.image;

import io.unfade.check.Require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes NIfTI files, {@code .nii} or, if the name ends in {@code .gz}, compressed. The same values give the same
 * bytes. Images are NIfTI-1, little-endian, unscaled, in mm and seconds; NIfTI-2 only where an extent is above 32767.
 * The affine is stored in the sform rows and, if the axes are perpendicular, in the qform too. An existing file is
 * replaced once the new one is complete.
 */
public final class NiftiWriter {
    /** The code of a space aligned with another image of the same person or atlas. */
    public static final int ALIGNED = 2;

    private static final int MAX_EXTENT_1 = Short.MAX_VALUE;
    private static final int ALIGNMENT = 16;
    private static final int EXTENSION_HEAD = 8;
    private static final String DESCRIPTION = "unfade";

    private NiftiWriter() {}

    /**
     * Writes one volume in {@link #ALIGNED} space.
     *
     * @see #write(Path, Volume, VoxelType, int)
     */
    public static void write(Path file, Volume volume, VoxelType type) throws IOException {
        write(file, volume, type, ALIGNED);
    }

    /**
     * Writes one volume.
     *
     * @param formCode the code of the space, 1..32767, such as {@link NiftiHeader#formCode()} of an image on the same grid
     * @throws IllegalArgumentException if the type does not hold a value
     * @throws IOException if writing fails
     */
    public static void write(Path file, Volume volume, VoxelType type, int formCode) throws IOException {
        int[] dims = volume.grid().shape();
        HeaderFields fields = fields(volume.grid(), dims, 0, type, formCode);
        new NumberWriter(fields, new byte[Integer.BYTES], volume.values().length, 1)
                .write(file, index -> volume.values());
    }

    /**
     * Writes volumes over time in {@link #ALIGNED} space.
     *
     * @see #write(Path, Grid, VoxelType, int, double, int, VolumeSource)
     */
    public static void write(
            Path file, Grid grid, VoxelType type, int count, double repetitionTime, VolumeSource volumes)
            throws IOException {
        write(file, grid, type, count, repetitionTime, ALIGNED, volumes);
    }

    /**
     * Writes volumes over time, one after the other.
     *
     * @param count the number of volumes, at least 1
     * @param repetitionTime seconds from one to the next; NaN if unknown
     * @param formCode the code of the space, 1..32767
     * @param volumes supplies them in turn
     * @throws IllegalArgumentException if the type does not hold a value, or a volume does not have one value per voxel
     * @throws IOException if writing, or the source, fails
     */
    public static void write(
            Path file, Grid grid, VoxelType type, int count, double repetitionTime, int formCode, VolumeSource volumes)
            throws IOException {
        Require.argument(count >= 1, "an image over time needs at least 1 volume, but has %d", count);
        Require.argument(
                Double.isNaN(repetitionTime) || (repetitionTime > 0 && Double.isFinite(repetitionTime)),
                "the repetition time must be above 0 s, or NaN, but is %s",
                repetitionTime);
        int[] dims = {grid.extent(0), grid.extent(1), grid.extent(2), count};
        double step = Double.isNaN(repetitionTime) ? 0 : repetitionTime;
        HeaderFields fields = fields(grid, dims, step, type, formCode);
        new NumberWriter(fields, new byte[Integer.BYTES], grid.size(), count).write(file, volumes);
    }

    /**
     * Writes numbers without positions in space, as NIfTI-2 with one extension: the form of CIFTI matrices.
     *
     * @param dims the extents, 1 to 7 of them, the fastest first
     * @param type of the numbers
     * @param intentCode the meaning of the numbers
     * @param intentName the same in up to 15 characters
     * @param extension written before the data
     * @param blocks supplies the numbers, one block per position on the last axis
     * @throws IllegalArgumentException if the type does not hold a value, or a block has the wrong size
     * @throws IOException if writing, or the source, fails
     */
    public static void writeMatrix(
            Path file,
            int[] dims,
            VoxelType type,
            int intentCode,
            String intentName,
            NiftiExtension extension,
            VolumeSource blocks)
            throws IOException {
        byte[] middle = middle(extension);
        HeaderFields fields = new HeaderFields(
                2,
                ByteOrder.LITTLE_ENDIAN,
                type.code(),
                dim(dims),
                new double[] {1, 1, 1, 1, 1, 1, 1, 1},
                HeaderFields.bytes(2) + middle.length,
                1,
                0,
                0,
                DESCRIPTION,
                0,
                0,
                new double[6],
                new double[12],
                intentCode,
                intentName);
        int size = 1;
        for (int axis = 0; axis < dims.length - 1; axis++) {
            size = Math.multiplyExact(size, dims[axis]);
        }
        new NumberWriter(fields, middle, size, dims[dims.length - 1]).write(file, blocks);
    }

    /** {@return the four-byte extension flag and the extension, padded to align the data} */
    private static byte[] middle(NiftiExtension extension) {
        int length = EXTENSION_HEAD + extension.content().length;
        int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return ByteBuffer.allocate(Integer.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .position(Integer.BYTES)
                .putInt(padded)
                .putInt(extension.code())
                .put(extension.content())
                .array();
    }

    private static long[] dim(int... dims) {
        long[] dim = new long[HeaderFields.FIELDS];
        Arrays.fill(dim, 1);
        dim[0] = dims.length;
        for (int axis = 0; axis < dims.length; axis++) {
            dim[axis + 1] = dims[axis];
        }
        return dim;
    }

    private static HeaderFields fields(Grid grid, int[] dims, double step, VoxelType type, int formCode) {
        Require.argument(
                formCode >= 1 && formCode <= Short.MAX_VALUE, "a form code must be 1..32767, but is %d", formCode);
        int version = Arrays.stream(dims).allMatch(extent -> extent <= MAX_EXTENT_1) ? 1 : 2;
        Optional<Quaternion> rotation = Quaternion.of(grid);
        Quaternion q = rotation.orElse(new Quaternion(0, 0, 0, 1));
        double[] sizes = grid.voxelSizes();
        double[] affine = grid.affine();
        return new HeaderFields(
                version,
                ByteOrder.LITTLE_ENDIAN,
                type.code(),
                dim(dims),
                new double[] {q.handed(), sizes[0], sizes[1], sizes[2], step, 0, 0, 0},
                HeaderFields.bytesWithFlag(version),
                1,
                0,
                HeaderFields.MILLIMETRE | HeaderFields.SECOND,
                DESCRIPTION,
                rotation.isPresent() ? formCode : 0,
                formCode,
                new double[] {q.b(), q.c(), q.d(), affine[3], affine[7], affine[11]},
                affine,
                0,
                "");
    }
}
