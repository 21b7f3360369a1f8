package io.unfade.report.draw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A colour for every number from 0 to 1, perceptually uniform and distinguishable with any colour vision. Immutable.
 *
 * <p>Control points are interpolated in CIE L*a*b*, and lightness alone shows the order, so the maps work in grey-scale
 * print.
 *
 * <h2>References</h2>
 * <ol>
 *   <li>S. van der Walt, N. Smith, "viridis", Matplotlib colour maps, 2015 (CC0): ten samples of the map.
 *   <li>C. Brewer, M. Harrower, "ColorBrewer 2.0", scheme RdBu with 11 classes (Apache 2.0). Differs: reversed, so that
 *   blue is negative, and with the lightness of both arms averaged, so that +v and -v look equally strong. Scheme
 *   YlOrRd with 9 classes. Differs: starts at white.
 * </ol>
 */
public final class ColorMap {
    /** Dark violet for the lowest to bright yellow for the highest value: sequential data. */
    public static final ColorMap VIRIDIS = new ColorMap(
            "viridis",
            labs(0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59, 0xb4de2c, 0xfde725));

    /** Blue for negative, near white for 0, red for positive values: signed data, to be centred at 0. */
    public static final ColorMap BLUE_RED = new ColorMap("blue-white-red", balancedBlueRed());

    /** Near white for nothing to dark blue for much: counts and shares with numbers printed over them. */
    public static final ColorMap BLUES = new ColorMap("blues", whiteToBlue());

    /** White for 0 through yellow and orange to dark red: drawings on white or light grey. */
    public static final ColorMap WHITE_RED = new ColorMap(
            "white-orange-red",
            labs(0xffffff, 0xffeda0, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xbd0026, 0x800026));

    /** The grey under the hatching of cells without data, 0xRRGGBB. */
    static final int NO_DATA = 0xdcdcdc;

    /** The number of distinct colours; odd, so that the middle of a diverging map is one of them. */
    public static final int LEVELS = 255;

    private final String name;
    private final int[] colors;

    private ColorMap(String name, List<Lab> points) {
        this.name = name;
        colors = new int[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            double position = (double) level / (LEVELS - 1) * (points.size() - 1);
            int below = Math.min((int) position, points.size() - 2);
            colors[level] = points.get(below)
                    .towards(points.get(below + 1), position - below)
                    .toRgb();
        }
    }

    /** {@return the name of the map} */
    public String name() {
        return name;
    }

    /**
     * {@return the colour of a number as 0xRRGGBB}
     *
     * @param fraction 0..1; values outside get the colour of the nearer end, NaN the grey of cells without data
     */
    public int rgb(double fraction) {
        return Double.isNaN(fraction) ? NO_DATA : colors[level(fraction)];
    }

    /** {@return the index of the colour of a number, 0..LEVELS-1} */
    public static int level(double fraction) {
        return (int) Math.round(Math.min(1, Math.max(0, fraction)) * (LEVELS - 1));
    }

    /** {@return the colour with an index, 0xRRGGBB} */
    public int atLevel(int level) {
        return colors[level];
    }

    private static List<Lab> labs(int... rgb) {
        List<Lab> points = new ArrayList<>(rgb.length);
        for (int value : rgb) {
            points.add(Lab.of(value));
        }
        return points;
    }

    private static List<Lab> balancedBlueRed() {
        List<Lab> points = labs(
                0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b,
                0x67001f);
        List<Lab> balanced = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            Lab mirrored = points.get(points.size() - 1 - i);
            balanced.add(points.get(i).withLightness((points.get(i).lightness() + mirrored.lightness()) / 2));
        }
        return balanced;
    }

    private static List<Lab> whiteToBlue() {
        List<Lab> blues = new ArrayList<>(balancedBlueRed().subList(0, 6));
        Collections.reverse(blues);
        return blues;
    }
}
