package io.unfade.experiments.fmri;

import io.unfade.fmri.draw.BrainImage;
import io.unfade.fmri.region.Parcellation;

/**
 * The locations of a problem's features in the brain.
 *
 * @param regions the features, by column
 */
record BrainPlaces(Parcellation regions) {
    /** {@return a brain map with each region's value in all its voxels} */
    BrainImage image(double[] values) {
        return BrainImage.of(regions.image(values, Double.NaN));
    }
}
