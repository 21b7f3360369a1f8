package io.unfade.fmri.image;

import io.unfade.check.Require;

/**
 * One value for each voxel of a grid.
 *
 * @param grid where the voxels are
 * @param values by the number of the voxel, {@link Grid#index}; owned by this record, not to be changed
 */
public record Volume(Grid grid, double[] values) {
    private static final double HALF = 0.5;

    /** Checks that there is one value for each voxel. */
    public Volume {
        Require.size("a volume of " + grid.describe(), grid.size(), values.length);
    }

    /** {@return the value of the voxel that contains a point in voxel coordinates; NaN outside all voxels} */
    public double at(double i, double j, double k) {
        boolean inside = i >= -HALF
                && j >= -HALF
                && k >= -HALF
                && i < grid.extent(0) - HALF
                && j < grid.extent(1) - HALF
                && k < grid.extent(2) - HALF;
        return inside ? values[grid.index((int) (i + HALF), (int) (j + HALF), (int) (k + HALF))] : Double.NaN;
    }
}
