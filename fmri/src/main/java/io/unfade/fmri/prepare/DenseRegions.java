package io.unfade.fmri.prepare;

import io.unfade.fmri.cifti.CiftiSeries;
import io.unfade.fmri.cifti.DenseLabels;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Regions of a dense CIFTI series by the labels of a label file.
 *
 * @param labels of the grayordinates
 * @param reduction of a region's grayordinates
 * @param nonFinite how to handle non-finite values
 */
public record DenseRegions(DenseLabels labels, Reduction reduction, NonFinite nonFinite) implements RegionSource {
    @Override
    public Extracted read(Path data) throws IOException {
        CiftiSeries read = CiftiSeries.readDense(data, labels, reduction, nonFinite);
        return new Extracted(read.series(), read.parcels().toXml());
    }
}
