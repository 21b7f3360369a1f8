package io.unfade.fmri.image;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A grid of voxels in space. Voxel {@code (i, j, k)} has the number {@code i + nx (j + ny k)}, the first axis fastest, as
 * in NIfTI files; its centre lies at {@code affine (i, j, k, 1)'} in millimetres, x to the right, y to the front, z up.
 * Immutable.
 */
public final class Grid {
    /** Tolerance for equal affines: the distance, in mm, between corners of the grid. */
    private static final double SAME_MM = 1e-3;

    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    private final int[] shape;
    private final double[] affine;
    private final double[] inverse;

    /**
     * Makes a grid.
     *
     * @param shape nx, ny, nz, each at least 1, at most 2^31 - 9 voxels
     * @param affine the upper three rows of the affine, row-major, 12 finite values; its 3x3 part must be invertible
     * @throws IllegalArgumentException if a size is wrong or the affine cannot be inverted
     */
    public Grid(int[] shape, double[] affine) {
        Require.size("the shape of a grid", ROWS, shape.length);
        Require.size("an affine", ROWS * COLUMNS, affine.length);
        long size = 1;
        for (int extent : shape) {
            Require.argument(extent >= 1, "a grid needs at least 1 voxel on each axis, but is %s", shown(shape));
            size = Math.multiplyExact(size, (long) extent);
        }
        Require.argument(size <= Integer.MAX_VALUE - 8, "a grid of %s voxels is too large", shown(shape));
        this.shape = shape.clone();
        this.affine = affine.clone();
        inverse = inverted(affine);
    }

    /** {@return an axis-aligned grid with the centre of voxel (0, 0, 0) at the origin} */
    public static Grid ofVoxelSizes(int[] shape, double x, double y, double z) {
        return new Grid(shape, new double[] {x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0});
    }

    /** {@return nx, ny, nz; a copy} */
    public int[] shape() {
        return shape.clone();
    }

    /** {@return the number of voxels along an axis, 0..2} */
    public int extent(int axis) {
        return shape[axis];
    }

    /** {@return the number of voxels} */
    public int size() {
        return shape[0] * shape[1] * shape[2];
    }

    /** {@return the number of a voxel} */
    public int index(int i, int j, int k) {
        return i + shape[0] * (j + shape[1] * k);
    }

    /** {@return the place (i, j, k) of the voxel with a number} */
    public int[] voxel(int index) {
        return new int[] {index % shape[0], index / shape[0] % shape[1], index / (shape[0] * shape[1])};
    }

    /** {@return the centre in mm of the voxel with a number} */
    public double[] centre(int index) {
        int[] voxel = voxel(index);
        return toWorld(voxel[0], voxel[1], voxel[2]);
    }

    /** {@return the upper three rows of the affine, row-major; a copy} */
    public double[] affine() {
        return affine.clone();
    }

    /** {@return the place in mm of a point in voxel coordinates} */
    public double[] toWorld(double i, double j, double k) {
        return applied(affine, i, j, k);
    }

    /** {@return the voxel coordinates, not rounded, of a place in mm} */
    public double[] toVoxel(double x, double y, double z) {
        return applied(inverse, x, y, z);
    }

    /** {@return the distance in mm between neighbouring voxels along each axis} */
    public double[] voxelSizes() {
        double[] sizes = new double[ROWS];
        for (int axis = 0; axis < ROWS; axis++) {
            sizes[axis] = Math.sqrt(affine[axis] * affine[axis]
                    + affine[COLUMNS + axis] * affine[COLUMNS + axis]
                    + affine[2 * COLUMNS + axis] * affine[2 * COLUMNS + axis]);
        }
        return sizes;
    }

    /** {@return whether another grid has the same shape and the same voxel positions, to 0.001 mm} */
    public boolean matches(Grid other) {
        if (!Arrays.equals(shape, other.shape)) {
            return false;
        }
        for (int corner = 0; corner < 1 << ROWS; corner++) {
            double i = (corner & 1) * (shape[0] - 1);
            double j = (corner >> 1 & 1) * (shape[1] - 1);
            double k = (corner >> 2 & 1) * (shape[2] - 1);
            double[] here = toWorld(i, j, k);
            double[] there = other.toWorld(i, j, k);
            for (int axis = 0; axis < ROWS; axis++) {
                if (Math.abs(here[axis] - there[axis]) > SAME_MM) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return shape and voxel sizes for messages, such as {@code 6x10x10 voxels of 25x25x25 mm}} */
    public String describe() {
        String sizes = Arrays.stream(voxelSizes())
                .mapToObj(size -> String.format(Locale.ROOT, "%.3g", size))
                .collect(Collectors.joining("x"));
        return shown(shape) + " voxels of " + sizes + " mm";
    }

    private static String shown(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }

    private static double[] applied(double[] matrix, double a, double b, double c) {
        double[] result = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int from = row * COLUMNS;
            result[row] = matrix[from] * a + matrix[from + 1] * b + matrix[from + 2] * c + matrix[from + 3];
        }
        return result;
    }

    private static double determinant(double[] m) {
        return m[0] * (m[5] * m[10] - m[6] * m[9])
                - m[1] * (m[4] * m[10] - m[6] * m[8])
                + m[2] * (m[4] * m[9] - m[5] * m[8]);
    }

    private static double[] inverted(double[] m) {
        double determinant = determinant(m);
        Require.argument(
                Double.isFinite(determinant) && determinant != 0,
                "an affine must be finite and not flat, but is %s",
                Arrays.toString(m));
        double[] inverse = {
            (m[5] * m[10] - m[6] * m[9]) / determinant,
            (m[2] * m[9] - m[1] * m[10]) / determinant,
            (m[1] * m[6] - m[2] * m[5]) / determinant,
            0,
            (m[6] * m[8] - m[4] * m[10]) / determinant,
            (m[0] * m[10] - m[2] * m[8]) / determinant,
            (m[2] * m[4] - m[0] * m[6]) / determinant,
            0,
            (m[4] * m[9] - m[5] * m[8]) / determinant,
            (m[1] * m[8] - m[0] * m[9]) / determinant,
            (m[0] * m[5] - m[1] * m[4]) / determinant,
            0
        };
        for (int row = 0; row < ROWS; row++) {
            int from = row * COLUMNS;
            inverse[from + 3] = -(inverse[from] * m[3] + inverse[from + 1] * m[7] + inverse[from + 2] * m[11]);
        }
        return inverse;
    }
}
