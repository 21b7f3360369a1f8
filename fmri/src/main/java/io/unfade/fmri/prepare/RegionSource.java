package io.unfade.fmri.prepare;

import io.unfade.fmri.region.RegionSeries;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** Converts the data of a run to region series. */
public sealed interface RegionSource permits ImageRegions, DenseRegions, SurfaceRegions, TableRegions {
    /**
     * Region series extracted from the data of a run.
     *
     * @param series of the regions
     * @param parcels the parcels of a CIFTI file as XML; null if the regions are not such parcels
     * @param leftOut skipped columns that are not regions, in words; empty if there are none
     */
    record Extracted(RegionSeries series, @Nullable String parcels, String leftOut) {
        Extracted(RegionSeries series, @Nullable String parcels) {
            this(series, parcels, "");
        }
    }

    /**
     * {@return the series of the regions}
     *
     * @throws io.unfade.check.MalformedFileException if the file is damaged or does not fit the regions
     */
    Extracted read(Path data) throws IOException;
}
