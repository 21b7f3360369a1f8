package io.unfade.fmri.draw;

import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;

import java.util.Arrays;

/** Values along a line through a brain, those of single voxels without interpolation. */
final class SightLine {
    private SightLine() {}

    /** {@return the value of the voxel at a place in mm; NaN outside the grid} */
    static double value(Volume volume, double[] place) {
        double[] point = volume.grid().toVoxel(place[0], place[1], place[2]);
        return volume.at(point[0], point[1], point[2]);
    }

    /**
     * {@return the value with the largest magnitude along a line, sign kept; NaN if there is none}
     *
     * @param start first place, in mm; not changed
     * @param axis along which the line runs
     * @param step from place to place, in mm
     * @param count of places
     */
    static double strongest(Volume volume, double[] start, int axis, double step, int count) {
        double[] next = start.clone();
        next[axis] += step;
        double[] point = volume.grid().toVoxel(start[0], start[1], start[2]);
        double[] second = volume.grid().toVoxel(next[0], next[1], next[2]);
        double strongest = Double.NaN;
        double magnitude = -1;
        for (int place = 0; place < count; place++) {
            double value = volume.at(
                    point[0] + place * (second[0] - point[0]),
                    point[1] + place * (second[1] - point[1]),
                    point[2] + place * (second[2] - point[2]));
            if (Math.abs(value) > magnitude) {
                magnitude = Math.abs(value);
                strongest = value;
            }
        }
        return strongest;
    }

    /** {@return the shortest side of a voxel, in mm} */
    static double finest(Grid grid) {
        return Arrays.stream(grid.voxelSizes()).min().orElseThrow();
    }
}
