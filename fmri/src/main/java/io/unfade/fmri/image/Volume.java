package io.unfade.fmri.image;

import io.unfade.check.Require;

/**
 * One value for each voxel of a grid.
 *
 * @param grid where the voxels are
 * @param values by the number of the voxel, {@link Grid#index}; owned by this record, not to be changed
 */
public record Volume(Grid grid, double[] values) {
    /** Checks that there is one value for each voxel. */
    public Volume {
        Require.size("a volume of " + grid.describe(), grid.size(), values.length);
    }
}
