package io.unfade.attribution;

import io.unfade.check.Require;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A cell of a map, by its place.
 *
 * @param time its step, 0 for the first
 * @param feature its feature, 0 for the first
 * @param saliency its saliency, with its sign
 */
public record SalientCell(int time, int feature, double saliency) {
    /**
     * {@return the cells of a map with the largest |saliency|, the largest first; of equal ones the earlier step, then the
     * earlier feature}
     *
     * @param maps of which one is looked at
     * @param series which one
     * @param count how many cells, at least 1; all of the series, if it has no more. O(cells log cells)
     */
    public static List<SalientCell> largest(SaliencyMaps maps, int series, int count) {
        Require.argument(count >= 1, "the number of cells must be at least 1, but was %d", count);
        double[] sizes = maps.absolute(series);
        return IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer cell) -> -sizes[cell]))
                .limit(count)
                .map(cell -> of(maps, series, cell / maps.features(), cell % maps.features()))
                .toList();
    }

    private static SalientCell of(SaliencyMaps maps, int series, int time, int feature) {
        return new SalientCell(time, feature, maps.value(series, time, feature));
    }
}
