package io.unfade.fmri.draw;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * Numbers on a regular grid in space, such as a map of a brain, its anatomy or its mask. Immutable.
 *
 * <p>Voxel (i, j, k) has the number {@code values[i + nx (j + ny k)]} and its centre, in mm to the right, front and top
 * (RAS), at
 *
 * <pre>{@code
 * x = a[0] i + a[1] j + a[2]  k + a[3]
 * y = a[4] i + a[5] j + a[6]  k + a[7]
 * z = a[8] i + a[9] j + a[10] k + a[11]
 * }</pre>
 *
 * <p>The grid may be turned, and its axes may run either way.
 *
 * @param nx voxels along the first axis, at least 1
 * @param ny voxels along the second axis, at least 1
 * @param nz voxels along the third axis, at least 1
 * @param affine the 12 numbers a of the three upper rows of the matrix from voxels to mm
 * @param values nx ny nz numbers, the first axis fastest; NaN where there is nothing
 */
public record Voxels(int nx, int ny, int nz, double[] affine, double[] values) {
    private static final int AFFINE = 12;

    /** Copies the numbers and checks their count, and that the axes span a space. */
    public Voxels {
        Require.argument(
                nx >= 1 && ny >= 1 && nz >= 1,
                "a grid of voxels needs at least 1 along each axis, but was (%d, %d, %d)",
                nx,
                ny,
                nz);
        Require.size("the affine matrix of voxels", AFFINE, affine.length);
        Require.argument(
                Arrays.stream(affine).allMatch(Double::isFinite),
                "the affine matrix of voxels must be finite, but was %s",
                Arrays.toString(affine));
        Require.size("a grid of voxels", Math.multiplyExact(Math.multiplyExact(nx, ny), nz), values.length);
        affine = affine.clone();
        values = values.clone();
        Require.argument(
                determinant(affine) != 0,
                "the axes of voxels must not lie in one plane, but the affine matrix was %s",
                Arrays.toString(affine));
    }

    /** {@return the volume that one voxel spans, negative where the axes are mirrored, in mm^3} */
    static double determinant(double[] a) {
        return a[0] * (a[5] * a[10] - a[6] * a[9])
                - a[1] * (a[4] * a[10] - a[6] * a[8])
                + a[2] * (a[4] * a[9] - a[5] * a[8]);
    }

    /** {@return other numbers on the same grid} */
    Voxels withValues(double[] other) {
        return new Voxels(nx, ny, nz, affine, other);
    }

    /** {@return a coordinate of a place in voxels, which may be fractional, in mm} */
    double mm(int axis, double i, double j, double k) {
        int row = 4 * axis;
        return affine[row] * i + affine[row + 1] * j + affine[row + 2] * k + affine[row + 3];
    }

    /** {@return the length of a voxel along one of the grid's axes, in mm} */
    private double size(int axis) {
        return Math.sqrt(Math.pow(affine[axis], 2) + Math.pow(affine[axis + 4], 2) + Math.pow(affine[axis + 8], 2));
    }

    /** {@return how far the corners of a voxel are from its centre along an axis of space, in mm} */
    double halfExtent(int axis) {
        int row = 4 * axis;
        return (Math.abs(affine[row]) + Math.abs(affine[row + 1]) + Math.abs(affine[row + 2])) / 2;
    }

    /** {@return the shortest side of a voxel, in mm} */
    double smallest() {
        return Math.min(size(0), Math.min(size(1), size(2)));
    }

    /** {@return the number of voxels along one of the grid's axes} */
    int count(int axis) {
        return axis == 0 ? nx : axis == 1 ? ny : nz;
    }

    /** {@return the centre of the voxel with an index, in mm} */
    public double[] centre(int index) {
        int i = index % nx;
        int j = index / nx % ny;
        int k = index / nx / ny;
        return new double[] {mm(0, i, j, k), mm(1, i, j, k), mm(2, i, j, k)};
    }
}
