package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The position of a NIfTI file's voxels: the affine, row-major in 12 numbers, and its source. The rows (sform) take
 * precedence over the quaternion (qform), and both over the bare voxel sizes; all are converted to mm.
 *
 * @param affine the upper three rows
 * @param source the part of the header that gave them
 * @param formCode the code of the space; 0 if there are only sizes
 */
record Orientation(double[] affine, AffineSource source, int formCode) {
    /** Excess over length 1 that single precision may leave in a quaternion. */
    private static final double QUATERNION_EXCESS = 1e-4;

    static Orientation of(Path file, HeaderFields fields, int[] shape) throws MalformedFileException {
        double[] affine;
        AffineSource source;
        int code = 0;
        if (fields.sformCode() > 0) {
            affine = fields.rows().clone();
            source = AffineSource.SFORM;
            code = fields.sformCode();
        } else if (fields.qformCode() > 0) {
            affine = ofQuaternion(file, fields, sizes(file, fields, shape));
            source = AffineSource.QFORM;
            code = fields.qformCode();
        } else {
            affine = ofSizes(sizes(file, fields, shape), shape);
            source = AffineSource.PIXDIM;
        }
        double millimetres = millimetres(fields.units());
        return new Orientation(Arrays.stream(affine).map(x -> x * millimetres).toArray(), source, code);
    }

    private static double millimetres(int units) {
        return switch (units & HeaderFields.SPACE_UNIT) {
            case HeaderFields.METRE -> 1e3;
            case HeaderFields.MICROMETRE -> 1e-3;
            default -> 1;
        };
    }

    /** {@return the voxel sizes; a missing size of an axis of one voxel counts as 1} */
    private static double[] sizes(Path file, HeaderFields fields, int[] shape) throws MalformedFileException {
        double[] sizes = new double[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            double size = Math.abs(fields.pixdim()[axis + 1]);
            if (size == 0 && shape[axis] == 1) {
                size = 1;
            }
            if (!Double.isFinite(size) || size == 0) {
                throw new MalformedFileException(
                        file, "pixdim[" + (axis + 1) + "]", "must be a finite voxel size other than 0, but is " + size);
            }
            sizes[axis] = size;
        }
        return sizes;
    }

    private static double[] ofSizes(double[] sizes, int[] shape) {
        double[] affine = new double[12];
        for (int axis = 0; axis < shape.length; axis++) {
            double step = axis == 0 ? -sizes[axis] : sizes[axis];
            affine[5 * axis] = step;
            affine[4 * axis + 3] = -step * (shape[axis] - 1) / 2;
        }
        return affine;
    }

    private static double[] ofQuaternion(Path file, HeaderFields fields, double[] sizes) throws MalformedFileException {
        double[] q = fields.quaternion();
        double b = q[0];
        double c = q[1];
        double d = q[2];
        double square = b * b + c * c + d * d;
        if (!(square <= 1 + QUATERNION_EXCESS)) {
            throw new MalformedFileException(
                    file, "quatern_b, c, d", "must have squares that add up to at most 1, but to " + square);
        }
        double a = Math.sqrt(Math.max(0, 1 - square));
        double scale = 1 / Math.sqrt(a * a + square);
        double[] rotation = rotation(a * scale, b * scale, c * scale, d * scale);
        double handed = fields.pixdim()[0] < 0 ? -1 : 1;
        double[] affine = new double[12];
        for (int row = 0; row < 3; row++) {
            affine[4 * row] = rotation[3 * row] * sizes[0];
            affine[4 * row + 1] = rotation[3 * row + 1] * sizes[1];
            affine[4 * row + 2] = rotation[3 * row + 2] * sizes[2] * handed;
            affine[4 * row + 3] = q[3 + row];
        }
        return affine;
    }

    private static double[] rotation(double a, double b, double c, double d) {
        return new double[] {
            a * a + b * b - c * c - d * d,
            2 * (b * c - a * d),
            2 * (b * d + a * c),
            2 * (b * c + a * d),
            a * a + c * c - b * b - d * d,
            2 * (c * d - a * b),
            2 * (b * d - a * c),
            2 * (c * d + a * b),
            a * a + d * d - b * b - c * c
        };
    }
}
