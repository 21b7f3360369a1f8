package io.unfade.fmri.region;

import io.unfade.check.Require;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The region of each voxel of a grid. Regions are ordered by label and kept even if they have no voxel. Immutable. */
public final class Parcellation {
    /** No region. */
    private static final int NONE = -1;

    /** The largest label. */
    private static final double LARGEST_LABEL = Integer.MAX_VALUE;

    private final Grid grid;
    private final int[] columns;
    private final List<Region> regions;

    private Parcellation(Grid grid, int[] columns, List<Region> regions) {
        this.grid = grid;
        this.columns = columns;
        this.regions = List.copyOf(regions);
    }

    /**
     * {@return the regions of a label atlas; label 0 is the background}
     *
     * @param atlas labels, whole numbers of at least 0
     * @param names the name of a label
     * @throws IllegalArgumentException if a label is negative or not a whole number, or there are only zeros
     */
    public static Parcellation ofAtlas(Volume atlas, IntFunction<String> names) {
        TreeMap<Integer, Integer> sizes = new TreeMap<>();
        for (int voxel = 0; voxel < atlas.values().length; voxel++) {
            int label = label(atlas, voxel);
            if (label > 0) {
                sizes.merge(label, 1, Integer::sum);
            }
        }
        Require.argument(!sizes.isEmpty(), "holds no label but 0, the background");
        List<Integer> labels = List.copyOf(sizes.keySet());
        int[] columns = new int[atlas.values().length];
        for (int voxel = 0; voxel < columns.length; voxel++) {
            int label = label(atlas, voxel);
            columns[voxel] = label == 0 ? NONE : Collections.binarySearch(labels, label);
        }
        List<Region> regions = labels.stream()
                .map(label -> new Region(label, names.apply(label), sizes.getOrDefault(label, 0), true))
                .toList();
        return new Parcellation(atlas.grid(), columns, regions);
    }

    /**
     * {@return a region for each voxel of a mask, in the order of nilearn's mask arrays: the last axis fastest. A region is
     * named by the voxel's place, {@code v3-4-5}.}
     *
     * @param mask not 0 inside
     * @throws IllegalArgumentException if the mask is empty
     */
    public static Parcellation ofMask(Volume mask) {
        Grid grid = mask.grid();
        boolean[] inside = inside(mask);
        int[] columns = new int[grid.size()];
        Arrays.fill(columns, NONE);
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < grid.extent(0); i++) {
            for (int j = 0; j < grid.extent(1); j++) {
                for (int k = 0; k < grid.extent(2); k++) {
                    int voxel = grid.index(i, j, k);
                    if (inside[voxel]) {
                        columns[voxel] = regions.size();
                        regions.add(new Region(regions.size() + 1, "v" + i + "-" + j + "-" + k, 1, true));
                    }
                }
            }
        }
        Require.argument(!regions.isEmpty(), "the mask is 0 everywhere");
        return new Parcellation(grid, columns, regions);
    }

    /** {@return which voxels of a mask are neither 0 nor NaN; these must all be equal} */
    private static boolean[] inside(Volume mask) {
        boolean[] inside = new boolean[mask.values().length];
        double first = 0;
        for (int voxel = 0; voxel < inside.length; voxel++) {
            double value = mask.values()[voxel];
            inside[voxel] = value != 0 && !Double.isNaN(value);
            first = inside[voxel] && first == 0 ? value : first;
            if (inside[voxel] && value != first) {
                throw new IllegalArgumentException("a mask must hold 0 and one other value, but voxel "
                        + Arrays.toString(mask.grid().voxel(voxel)) + " holds " + value + " and another one " + first);
            }
        }
        return inside;
    }

    private static int label(Volume atlas, int voxel) {
        double value = atlas.values()[voxel];
        if (!(value == Math.rint(value) && value >= 0 && value <= LARGEST_LABEL)) {
            throw new IllegalArgumentException(
                    "voxel " + Arrays.toString(atlas.grid().voxel(voxel)) + " holds " + value
                            + ", but labels must be whole numbers of at least 0");
        }
        return (int) value;
    }

    /**
     * {@return the same regions on another grid}
     *
     * <p>A voxel takes the label of the voxel with the nearest centre; beyond the outermost centres of the old grid
     * there is no region. Equals SciPy's {@code affine_transform} of order 0, which nilearn uses for labels. A region
     * without voxels is kept as absent.
     *
     * @throws IllegalArgumentException if no voxel of the other grid belongs to any region
     */
    public Parcellation on(Grid other) {
        if (grid.matches(other)) {
            return this;
        }
        int[] moved = new int[other.size()];
        for (int voxel = 0; voxel < moved.length; voxel++) {
            int source = Resampling.nearest(other, voxel, grid);
            moved[voxel] = source < 0 ? NONE : columns[source];
        }
        Parcellation result = counted(other, moved);
        Require.argument(
                result.regions.stream().anyMatch(Region::present),
                "no voxel of %s lies in any region of the atlas of %s: the two are not in the same space",
                other.describe(),
                grid.describe());
        return result;
    }

    /**
     * {@return the same regions without the voxels outside a mask on the same grid; a region without voxels is kept as
     * absent}
     *
     * @throws IllegalArgumentException if nothing is left
     */
    public Parcellation within(Volume mask) {
        Require.argument(grid.matches(mask.grid()), "the mask must lie on the grid of the data");
        boolean[] inside = inside(mask);
        int[] kept = columns.clone();
        for (int voxel = 0; voxel < kept.length; voxel++) {
            kept[voxel] = inside[voxel] ? kept[voxel] : NONE;
        }
        Parcellation result = counted(grid, kept);
        Require.argument(result.regions.stream().anyMatch(Region::present), "the mask leaves no voxel of any region");
        return result;
    }

    private Parcellation counted(Grid on, int[] by) {
        int[] sizes = new int[regions.size()];
        for (int column : by) {
            if (column != NONE) {
                sizes[column]++;
            }
        }
        List<Region> changed = new ArrayList<>();
        for (int r = 0; r < sizes.length; r++) {
            Region region = regions.get(r);
            changed.add(new Region(region.label(), region.name(), sizes[r], sizes[r] > 0));
        }
        return new Parcellation(on, by, changed);
    }

    /** {@return the grid of the voxels} */
    public Grid grid() {
        return grid;
    }

    /** {@return the regions, by column} */
    public List<Region> regions() {
        return regions;
    }

    /** {@return the column of the region that a voxel belongs to; -1 for none} */
    public int column(int voxel) {
        return columns[voxel];
    }

    /** {@return the numbers of the voxels of each region, by column} */
    int[][] voxels() {
        int[][] voxels = new int[regions.size()][];
        int[] filled = new int[regions.size()];
        for (int r = 0; r < voxels.length; r++) {
            voxels[r] = new int[regions.get(r).voxels()];
        }
        for (int voxel = 0; voxel < columns.length; voxel++) {
            int column = columns[voxel];
            if (column != NONE) {
                voxels[column][filled[column]++] = voxel;
            }
        }
        return voxels;
    }

    /** {@return the label of each voxel as an image; 0 where there is no region} */
    public Volume labels() {
        double[] values = new double[columns.length];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] =
                    columns[voxel] == NONE ? 0 : regions.get(columns[voxel]).label();
        }
        return new Volume(grid, values);
    }

    /**
     * {@return an image with each region's value at all of its voxels}
     *
     * @param values by column
     * @param outside the value where there is no region
     */
    public Volume image(double[] values, double outside) {
        Require.size("an image of regions", regions.size(), values.length);
        double[] image = new double[columns.length];
        for (int voxel = 0; voxel < image.length; voxel++) {
            image[voxel] = columns[voxel] == NONE ? outside : values[columns[voxel]];
        }
        return new Volume(grid, image);
    }
}
