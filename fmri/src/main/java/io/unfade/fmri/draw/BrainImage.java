package io.unfade.fmri.draw;

import io.unfade.check.Require;
import io.unfade.fmri.image.Volume;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Values on voxels of a brain, with background and outline. Immutable.
 *
 * <p>The three grids may differ: a coarse map may lie on a fine anatomy.
 *
 * @param values the map; NaN where there is nothing to show
 * @param background anatomy or mean image, drawn in grey where it is neither NaN nor 0; null for none
 * @param mask the brain, for its outline: voxels that are neither NaN nor 0; null for those of the background, or, without
 *     one, those that have a value
 */
public record BrainImage(
        Volume values,
        @Nullable Volume background,
        @Nullable Volume mask) {
    private static final int AXES = 3;

    /** Checks that no value is infinite. */
    public BrainImage {
        Require.argument(
                Arrays.stream(values.values()).noneMatch(Double::isInfinite), "a map of a brain must not be infinite");
    }

    /**
     * {@return a map without background}
     *
     * @param values NaN where there is nothing to show
     * @throws IllegalArgumentException if a value is infinite
     */
    public static BrainImage of(Volume values) {
        return new BrainImage(values, null, null);
    }

    /** {@return a copy with a grey background; NaN or 0 outside the head} */
    public BrainImage withBackground(Volume grey) {
        return new BrainImage(values, grey, mask);
    }

    /** {@return a copy with a brain mask, for the outline; NaN or 0 outside} */
    public BrainImage withMask(Volume inside) {
        return new BrainImage(values, background, inside);
    }

    /**
     * {@return 1 for voxels of the brain and NaN for others, on the grid of the mask, else of the background or the
     * values}
     */
    Volume brain() {
        Volume of = mask != null ? mask : background != null ? background : values;
        boolean zeroCounts = mask == null && background == null;
        double[] inside = new double[of.values().length];
        Arrays.setAll(inside, i -> {
            double value = of.values()[i];
            return Double.isNaN(value) || (value == 0 && !zeroCounts) ? Double.NaN : 1;
        });
        return new Volume(of.grid(), inside);
    }

    /** {@return the bounding box of the brain and all values} */
    BrainBox box() {
        BrainBox brain = BrainBox.of(brain());
        BrainBox known = BrainBox.of(values);
        BrainBox both = brain.with(known);
        return both.isEmpty() ? BrainBox.ofGrid(values.grid()) : both;
    }

    /** {@return the views that show more than a line: all, or for a single slice the one onto it} */
    public List<BrainView> views() {
        for (BrainView view : BrainView.values()) {
            for (int axis = 0; axis < AXES; axis++) {
                if (values.grid().extent(axis) == 1 && direction(axis) == view.across()) {
                    return List.of(view);
                }
            }
        }
        return List.of(BrainView.values());
    }

    /** {@return the axis of space closest to an axis of the grid} */
    private int direction(int axis) {
        double[] affine = values.grid().affine();
        int nearest = 0;
        for (int space = 1; space < AXES; space++) {
            boolean nearer = Math.abs(affine[4 * space + axis]) > Math.abs(affine[4 * nearest + axis]);
            nearest = nearer ? space : nearest;
        }
        return nearest;
    }

    /** {@return the largest magnitude of all values; 0 if there are none} */
    double largest() {
        return Arrays.stream(values.values())
                .filter(value -> !Double.isNaN(value))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** {@return whether any value is below 0} */
    boolean hasNegative() {
        return Arrays.stream(values.values()).anyMatch(value -> value < 0);
    }

    /**
     * {@return the centre of the voxel with the largest magnitude, in mm; of several, such as those of one region, the
     * one nearest to their middle; the middle of the grid if all values are 0}
     */
    double[] peak() {
        double largest = largest();
        if (largest == 0) {
            double[] middle = box().middle();
            return values.grid().centre(nearest(middle, 0, true));
        }
        double[] middle = new double[AXES];
        int count = 0;
        for (int i = 0; i < values.values().length; i++) {
            if (Math.abs(values.values()[i]) == largest) {
                double[] centre = values.grid().centre(i);
                for (int axis = 0; axis < AXES; axis++) {
                    middle[axis] += centre[axis];
                }
                count++;
            }
        }
        for (int axis = 0; axis < AXES; axis++) {
            middle[axis] /= count;
        }
        return values.grid().centre(nearest(middle, largest, false));
    }

    private int nearest(double[] place, double magnitude, boolean any) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < values.values().length; i++) {
            if (any || Math.abs(values.values()[i]) == magnitude) {
                double[] centre = values.grid().centre(i);
                double distance =
                        Math.hypot(Math.hypot(centre[0] - place[0], centre[1] - place[1]), centre[2] - place[2]);
                if (distance < least) {
                    least = distance;
                    nearest = i;
                }
            }
        }
        return nearest;
    }
}
