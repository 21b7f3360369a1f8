package io.unfade.experiments.fmri;

import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.region.Parcellation;
import io.unfade.fmri.draw.BrainImage;

/**
 * Where the features of a problem lie in the brain.
 *
 * @param regions the features, by column
 */
record BrainPlaces(Parcellation regions) {
    /** {@return a map of the brain in which every voxel of a region has the region's value} */
    BrainImage image(double[] values) {
        Volume volume = regions.image(values, Double.NaN);
        Grid grid = volume.grid();
        return BrainImage.of(grid.extent(0), grid.extent(1), grid.extent(2), grid.affine(), volume.values());
    }
}
