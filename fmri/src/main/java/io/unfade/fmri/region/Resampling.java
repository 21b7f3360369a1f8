package io.unfade.fmri.region;

import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;

/** Nearest-neighbour resampling from one grid to another. */
public final class Resampling {
    /** Tolerance for rounding, in voxels: a point this close outside the outermost centres counts as on them. */
    private static final double ROUNDING = 1e-6;

    private static final int AXES = 3;

    private Resampling() {}

    /**
     * {@return a volume on another grid: each voxel takes the value of the nearest voxel, or 0 beyond the outermost
     * centres}
     */
    public static Volume nearest(Volume volume, Grid target) {
        if (volume.grid().matches(target)) {
            return volume;
        }
        double[] values = new double[target.size()];
        for (int voxel = 0; voxel < values.length; voxel++) {
            int source = nearest(target, voxel, volume.grid());
            values[voxel] = source < 0 ? 0 : volume.values()[source];
        }
        return new Volume(target, values);
    }

    /** {@return the number of the source grid's voxel nearest to a voxel of the target grid; -1 outside} */
    static int nearest(Grid target, int voxel, Grid source) {
        double[] world = target.centre(voxel);
        double[] point = source.toVoxel(world[0], world[1], world[2]);
        int[] rounded = new int[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            int last = source.extent(axis) - 1;
            if (!(point[axis] >= -ROUNDING && point[axis] <= last + ROUNDING)) {
                return -1;
            }
            rounded[axis] = (int) Math.max(0, Math.min(last, Math.floor(point[axis] + 0.5)));
        }
        return source.index(rounded[0], rounded[1], rounded[2]);
    }
}
