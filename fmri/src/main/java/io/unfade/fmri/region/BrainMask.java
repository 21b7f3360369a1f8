package io.unfade.fmri.region;

import io.unfade.check.Require;
import io.unfade.fmri.image.Volume;

import java.util.Arrays;

/**
 * A mask of the brain from the mean image only, for data without one: voxels brighter than the middle of the widest gap
 * between neighbouring intensities, searched between the darkest 20 % and the brightest 15 % of the voxels (Nichols'
 * method, the first step of nilearn's {@code compute_epi_mask}; without erosion or filling).
 */
public final class BrainMask {
    private static final double LOWER = 0.2;
    private static final double UPPER = 0.85;

    private BrainMask() {}

    /**
     * {@return 1 inside, 0 outside}
     *
     * @param mean the temporal mean of each voxel
     * @throws IllegalArgumentException if all voxels are equally bright
     */
    public static Volume of(Volume mean) {
        double[] sorted = mean.values().clone();
        Arrays.sort(sorted);
        int from = (int) Math.floor(LOWER * sorted.length);
        int to = Math.min(sorted.length - 2, (int) Math.floor(UPPER * sorted.length));
        int widest = from;
        for (int i = from; i <= to; i++) {
            if (sorted[i + 1] - sorted[i] > sorted[widest + 1] - sorted[widest]) {
                widest = i;
            }
        }
        Require.argument(
                sorted.length >= 2 && sorted[widest + 1] > sorted[widest],
                "all voxels are equally bright, so the brain cannot be told from what is around it; give a mask");
        double threshold = (sorted[widest] + sorted[widest + 1]) / 2;
        return new Volume(
                mean.grid(),
                Arrays.stream(mean.values())
                        .map(value -> value > threshold ? 1 : 0)
                        .toArray());
    }
}
