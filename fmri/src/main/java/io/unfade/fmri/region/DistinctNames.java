package io.unfade.fmri.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes names of regions unique. A region without a name (empty or {@code n/a}) is named by its label, {@code region
 * 12}; regions that share a name get their label appended, {@code Insula (12)}.
 */
public final class DistinctNames {
    private static final int SHOWN = 5;

    private DistinctNames() {}

    /** {@return the same regions with unique names} */
    public static List<Region> of(List<Region> regions) {
        Map<String, Integer> counts = new HashMap<>();
        regions.forEach(region -> counts.merge(region.name(), 1, Integer::sum));
        Set<String> taken = new HashSet<>();
        regions.stream().filter(region -> isGood(region, counts)).forEach(region -> taken.add(region.name()));
        List<Region> named = new ArrayList<>();
        for (Region region : regions) {
            if (isGood(region, counts)) {
                named.add(region);
                continue;
            }
            String mark = " (" + region.label() + ")";
            String name = isMissing(region.name()) ? "region " + region.label() : region.name() + mark;
            while (!taken.add(name)) {
                name += mark;
            }
            named.add(new Region(region.label(), name, region.voxels(), region.present()));
        }
        return List.copyOf(named);
    }

    /**
     * {@return a note on the names changed; empty if there are none}
     *
     * @param given the regions before
     * @param named the same after
     */
    public static Optional<String> note(List<Region> given, List<Region> named) {
        List<String> changed = new ArrayList<>();
        for (int r = 0; r < given.size(); r++) {
            if (!given.get(r).name().equals(named.get(r).name())) {
                changed.add("'" + named.get(r).name() + "'");
            }
        }
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String more = changed.size() > SHOWN ? " and " + (changed.size() - SHOWN) + " more" : "";
        return Optional.of("missing or there twice, so made distinct by the label: "
                + String.join(", ", changed.subList(0, Math.min(SHOWN, changed.size()))) + more);
    }

    private static boolean isGood(Region region, Map<String, Integer> counts) {
        return counts.getOrDefault(region.name(), 0) == 1 && !isMissing(region.name());
    }

    private static boolean isMissing(String name) {
        return name.isBlank() || name.strip().equalsIgnoreCase("n/a");
    }
}
