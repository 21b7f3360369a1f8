package io.unfade.fmri.draw;

import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;

import java.util.List;

/**
 * A box in space along x, y and z, in mm.
 *
 * @param low its left, back and lower ends
 * @param high its right, front and upper ends; below {@code low} if it is empty
 */
record BrainBox(double[] low, double[] high) {
    private static final int AXES = 3;
    private static final int CORNERS = 8;

    /** {@return the bounding box of all voxels that are not NaN, to the edges of the voxels} */
    static BrainBox of(Volume volume) {
        BrainBox box = empty();
        double[] half = halfExtents(volume.grid());
        for (int voxel = 0; voxel < volume.values().length; voxel++) {
            if (!Double.isNaN(volume.values()[voxel])) {
                box.include(volume.grid().centre(voxel), half);
            }
        }
        return box;
    }

    /** {@return the bounding box of a whole grid} */
    static BrainBox ofGrid(Grid grid) {
        BrainBox box = empty();
        double[] half = halfExtents(grid);
        for (int corner = 0; corner < CORNERS; corner++) {
            double[] centre = grid.toWorld(
                    (corner & 1) == 0 ? 0 : grid.extent(0) - 1,
                    (corner & 2) == 0 ? 0 : grid.extent(1) - 1,
                    (corner & 4) == 0 ? 0 : grid.extent(2) - 1);
            box.include(centre, half);
        }
        return box;
    }

    /** {@return the distance from the centre of a voxel to its corners along each axis of space, in mm} */
    private static double[] halfExtents(Grid grid) {
        double[] affine = grid.affine();
        double[] half = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            int row = 4 * axis;
            half[axis] = (Math.abs(affine[row]) + Math.abs(affine[row + 1]) + Math.abs(affine[row + 2])) / 2;
        }
        return half;
    }

    /** {@return the bounding box of several images} */
    static BrainBox of(List<BrainImage> images) {
        return images.stream().map(BrainImage::box).reduce(empty(), BrainBox::with);
    }

    private static BrainBox empty() {
        double most = Double.POSITIVE_INFINITY;
        return new BrainBox(new double[] {most, most, most}, new double[] {-most, -most, -most});
    }

    /** Grows to contain all corners of a voxel. */
    private void include(double[] centre, double[] half) {
        for (int axis = 0; axis < AXES; axis++) {
            low[axis] = Math.min(low[axis], centre[axis] - half[axis]);
            high[axis] = Math.max(high[axis], centre[axis] + half[axis]);
        }
    }

    /** {@return the bounding box of this box and another} */
    BrainBox with(BrainBox other) {
        double[] least = new double[AXES];
        double[] most = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            least[axis] = Math.min(low[axis], other.low[axis]);
            most[axis] = Math.max(high[axis], other.high[axis]);
        }
        return new BrainBox(least, most);
    }

    boolean isEmpty() {
        return low[0] > high[0];
    }

    /** {@return the length along an axis, in mm} */
    double length(int axis) {
        return high[axis] - low[axis];
    }

    boolean contains(double[] point) {
        boolean inside = true;
        for (int axis = 0; axis < AXES; axis++) {
            inside &= point[axis] >= low[axis] && point[axis] <= high[axis];
        }
        return inside;
    }

    double[] middle() {
        double[] middle = new double[AXES];
        for (int axis = 0; axis < AXES; axis++) {
            middle[axis] = (low[axis] + high[axis]) / 2;
        }
        return middle;
    }
}
