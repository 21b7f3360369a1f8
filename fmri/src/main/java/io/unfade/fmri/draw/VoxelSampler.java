package io.unfade.fmri.draw;

/** Gives the number of the voxel in which a place lies: nearest neighbour, never a mixture of voxels. */
final class VoxelSampler {
    private final Voxels voxels;
    private final double[] values;
    private final double[] inverse;

    VoxelSampler(Voxels voxels) {
        this.voxels = voxels;
        values = voxels.values();
        inverse = inverse(voxels.affine());
    }

    /** {@return the matrix from mm to voxels, with half a voxel added, so that the integer part is the voxel's index} */
    private static double[] inverse(double[] a) {
        double scale = 1 / Voxels.determinant(a);
        double[] inverse = {
            a[5] * a[10] - a[6] * a[9], a[2] * a[9] - a[1] * a[10], a[1] * a[6] - a[2] * a[5], 0,
            a[6] * a[8] - a[4] * a[10], a[0] * a[10] - a[2] * a[8], a[2] * a[4] - a[0] * a[6], 0,
            a[4] * a[9] - a[5] * a[8], a[1] * a[8] - a[0] * a[9], a[0] * a[5] - a[1] * a[4], 0
        };
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] *= scale;
        }
        for (int row = 0; row < 3; row++) {
            double shift = inverse[4 * row] * a[3] + inverse[4 * row + 1] * a[7] + inverse[4 * row + 2] * a[11];
            inverse[4 * row + 3] = 0.5 - shift;
        }
        return inverse;
    }

    /** {@return the number at a place in mm; NaN outside of the grid} */
    double at(double x, double y, double z) {
        return inVoxel(row(0, x, y, z), row(1, x, y, z), row(2, x, y, z));
    }

    /**
     * {@return the number with the largest magnitude along a line, sign kept; NaN if there is none}
     *
     * @param start first place, in mm; not changed
     * @param axis along which the line runs
     * @param step from place to place, in mm
     * @param count of places
     */
    double strongest(double[] start, int axis, double step, int count) {
        double i = row(0, start[0], start[1], start[2]);
        double j = row(1, start[0], start[1], start[2]);
        double k = row(2, start[0], start[1], start[2]);
        double strongest = Double.NaN;
        double magnitude = -1;
        for (int place = 0; place < count; place++) {
            double value = inVoxel(
                    i + place * step * inverse[axis],
                    j + place * step * inverse[4 + axis],
                    k + place * step * inverse[8 + axis]);
            if (Math.abs(value) > magnitude) {
                magnitude = Math.abs(value);
                strongest = value;
            }
        }
        return strongest;
    }

    private double row(int row, double x, double y, double z) {
        return inverse[4 * row] * x + inverse[4 * row + 1] * y + inverse[4 * row + 2] * z + inverse[4 * row + 3];
    }

    /* Comparisons before the conversion, which rounds towards 0. */
    private double inVoxel(double i, double j, double k) {
        boolean inside = i >= 0 && j >= 0 && k >= 0 && i < voxels.nx() && j < voxels.ny() && k < voxels.nz();
        return inside ? values[(int) i + voxels.nx() * ((int) j + voxels.ny() * (int) k)] : Double.NaN;
    }
}
