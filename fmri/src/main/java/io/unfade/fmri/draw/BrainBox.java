package io.unfade.fmri.draw;

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

    /** {@return the box around all voxels that are not NaN, whole voxels included} */
    static BrainBox of(Voxels voxels) {
        BrainBox box = empty();
        for (int index = 0; index < voxels.values().length; index++) {
            if (!Double.isNaN(voxels.values()[index])) {
                int row = index / voxels.nx();
                box.include(voxels, index % voxels.nx(), row % voxels.ny(), row / voxels.ny());
            }
        }
        return box;
    }

    /** {@return the box around a whole grid} */
    static BrainBox ofGrid(Voxels voxels) {
        BrainBox box = empty();
        for (int corner = 0; corner < CORNERS; corner++) {
            box.include(
                    voxels,
                    (corner & 1) == 0 ? 0 : voxels.nx() - 1,
                    (corner & 2) == 0 ? 0 : voxels.ny() - 1,
                    (corner & 4) == 0 ? 0 : voxels.nz() - 1);
        }
        return box;
    }

    /** {@return the box around the boxes of some images} */
    static BrainBox of(List<BrainImage> images) {
        return images.stream().map(BrainImage::box).reduce(empty(), BrainBox::with);
    }

    private static BrainBox empty() {
        double most = Double.POSITIVE_INFINITY;
        return new BrainBox(new double[] {most, most, most}, new double[] {-most, -most, -most});
    }

    /** Grows to hold a voxel, all corners of it. */
    private void include(Voxels voxels, int i, int j, int k) {
        for (int axis = 0; axis < AXES; axis++) {
            double at = voxels.mm(axis, i, j, k);
            double half = voxels.halfExtent(axis);
            low[axis] = Math.min(low[axis], at - half);
            high[axis] = Math.max(high[axis], at + half);
        }
    }

    /** {@return the box around this one and another} */
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
