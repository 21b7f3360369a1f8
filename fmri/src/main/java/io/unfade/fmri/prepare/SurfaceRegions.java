package io.unfade.fmri.prepare;

import io.unfade.fmri.gifti.SurfaceAtlas;
import io.unfade.fmri.region.Reduction;
import io.unfade.fmri.region.RegionExtraction.NonFinite;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Regions of the surface of one hemisphere, from GIFTI series.
 *
 * @param atlas the region of each vertex
 * @param reduction of a region's vertices
 * @param nonFinite how to handle non-finite values
 */
public record SurfaceRegions(SurfaceAtlas atlas, Reduction reduction, NonFinite nonFinite) implements RegionSource {
    @Override
    public Extracted read(Path data) throws IOException {
        return new Extracted(atlas.series(data, reduction, nonFinite), null);
    }
}
