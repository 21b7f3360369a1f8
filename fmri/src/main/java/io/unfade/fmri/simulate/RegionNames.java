package io.unfade.fmri.simulate;

import io.unfade.fmri.region.Region;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The names of simulated regions: {@code L-001} and so on, then {@code R-001} and so on; the left has one more if odd.
 */
final class RegionNames {
    private RegionNames() {}

    /** {@return the number of regions on the left} */
    static int left(int regions) {
        return (regions + 1) / 2;
    }

    /** {@return the regions, with unknown numbers of voxels} */
    static List<Region> regions(int regions) {
        return IntStream.rangeClosed(1, regions)
                .mapToObj(label -> new Region(label, name(label, regions), 0, true))
                .toList();
    }

    /** {@return the name of the region with a label, 1..regions} */
    static String name(int label, int regions) {
        int left = left(regions);
        return label <= left
                ? String.format(Locale.ROOT, "L-%03d", label)
                : String.format(Locale.ROOT, "R-%03d", label - left);
    }
}
