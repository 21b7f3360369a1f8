package io.unfade.experiments.fmri;

import io.unfade.fmri.draw.BrainImage;
import io.unfade.fmri.region.Parcellation;

/**
 * Where the features of a problem lie in the brain.
 *
 * @param regions the features, by column
 */
record BrainPlaces(Parcellation regions) {
    /** {@return a map of the brain in which every voxel of a region has the region's value} */
    BrainImage image(double[] values) {
        return BrainImage.of(regions.image(values, Double.NaN));
    }
}
