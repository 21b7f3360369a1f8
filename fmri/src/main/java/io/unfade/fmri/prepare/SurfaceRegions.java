package io.unfade.fmri.prepare;

import io.unfade.fmri.gifti.SurfaceAtlas;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Regions of the surface of one hemisphere, of series in GIFTI.
 *
 * @param atlas which vertex belongs to which region
 * @param reduction of a region's vertices
 * @param nonFinite what to do with values that are not finite
 */
public record SurfaceRegions(SurfaceAtlas atlas, Reduction reduction, NonFinite nonFinite) implements RegionSource {
    @Override
    public Extracted read(Path data) throws IOException {
        return new Extracted(atlas.series(data, reduction, nonFinite), null);
    }
}
