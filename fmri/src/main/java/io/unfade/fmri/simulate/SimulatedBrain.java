package io.unfade.fmri.simulate;

import io.unfade.check.Require;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.region.Region;
import io.unfade.math.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * An ellipsoidal brain on a 6 mm grid: two hemispheres with a gap of one voxel, divided into compact regions of about
 * equal size, and a background image.
 *
 * <p>The grid has 27 x 33 x 27 voxels with axes to the right, front and top; the brain is 138 mm wide, 174 mm long and
 * 126 mm high, with its centre at (0, -18, 6) mm, about as in MNI space. The hemispheres mirror each other if they have
 * equally many regions. Nothing is random.
 *
 * @param labels 0 outside, else the label of the region, from 1
 * @param background brighter inside the brain, 0 to 1000
 * @param regions by label, with their numbers of voxels
 */
public record SimulatedBrain(Volume labels, Volume background, List<Region> regions) {
    /** The largest number of regions: at least 6 voxels each, on average. */
    public static final int MOST_REGIONS = 1000;

    private static final int[] SHAPE = {27, 33, 27};
    private static final double VOXEL_MM = 6;
    private static final double[] MIDDLE_MM = {0, -18, 6};
    private static final double[] RADII_MM = {69, 87, 63};
    private static final double VOXEL_NOISE = 100;
    private static final int LLOYD_STEPS = 10;

    /** Copies the list. */
    public SimulatedBrain {
        regions = List.copyOf(regions);
    }

    /**
     * {@return the brain with a number of regions}
     *
     * @param regions 2..{@link #MOST_REGIONS}
     * @throws IllegalArgumentException if the number is out of range
     */
    public static SimulatedBrain of(int regions) {
        Require.argument(
                regions >= 2 && regions <= MOST_REGIONS,
                "a simulated brain has 2..%d regions, but was asked for %d",
                MOST_REGIONS,
                regions);
        Grid grid = grid();
        double[] labels = new double[grid.size()];
        int[] sizes = new int[regions + 1];
        int left = RegionNames.left(regions);
        divide(hemisphere(grid, -1), left, 1, labels, sizes);
        divide(hemisphere(grid, 1), regions - left, left + 1, labels, sizes);
        List<Region> known = new ArrayList<>();
        for (int label = 1; label <= regions; label++) {
            known.add(new Region(label, RegionNames.name(label, regions), sizes[label], true));
        }
        return new SimulatedBrain(new Volume(grid, labels), background(grid), known);
    }

    /**
     * {@return the volumes of a run by scan: every voxel has the value of its region plus independent noise from N(0,
     * 100^2), and 0 outside; about 10000, within 16-bit integers. A volume depends only on run, scan and seed}
     *
     * @param run with the same number of regions as this brain
     * @param seed of the noise of voxels; may be that of the study
     * @throws IllegalArgumentException if the numbers of regions differ
     */
    public IntFunction<double[]> volumes(SimulatedRun run, long seed) {
        Require.size(
                "a run on this brain", regions.size(), run.series().regions().size());
        long stream = Seeds.derive(Seeds.derive(seed), run.subject(), run.run());
        return scan -> volume(run.series().values()[scan], new Random(Seeds.next(stream, scan)));
    }

    private double[] volume(double[] values, Random random) {
        double[] voxels = new double[labels.values().length];
        for (int v = 0; v < voxels.length; v++) {
            int label = (int) labels.values()[v];
            if (label > 0) {
                voxels[v] = values[label - 1] + VOXEL_NOISE * random.nextGaussian();
            }
        }
        return voxels;
    }

    private static Grid grid() {
        double[] affine = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            affine[axis * 4 + axis] = VOXEL_MM;
            affine[axis * 4 + 3] = MIDDLE_MM[axis] - VOXEL_MM * (SHAPE[axis] - 1) / 2;
        }
        return new Grid(SHAPE, affine);
    }

    /** {@return the voxels of one side, mirrored voxels at the same positions of both lists} */
    private static List<Parcels.Point> hemisphere(Grid grid, int side) {
        List<Parcels.Point> points = new ArrayList<>();
        int middle = SHAPE[0] / 2;
        for (int k = 0; k < SHAPE[2]; k++) {
            for (int j = 0; j < SHAPE[1]; j++) {
                for (int distance = 1; distance <= middle; distance++) {
                    int voxel = grid.index(middle + side * distance, j, k);
                    if (radius(grid, voxel) < 1) {
                        points.add(new Parcels.Point(voxel, distance, j, k));
                    }
                }
            }
        }
        return points;
    }

    private static void divide(List<Parcels.Point> points, int count, int firstLabel, double[] labels, int[] sizes) {
        int[] parcels = Parcels.divide(points, count, LLOYD_STEPS);
        for (int i = 0; i < parcels.length; i++) {
            int label = firstLabel + parcels[i];
            labels[points.get(i).voxel()] = label;
            sizes[label]++;
        }
    }

    /** {@return 0 in the middle, 1 on the surface of the ellipsoid} */
    private static double radius(Grid grid, int voxel) {
        double sum = 0;
        double[] place = place(grid, voxel);
        for (int axis = 0; axis < 3; axis++) {
            double part = (place[axis] - MIDDLE_MM[axis]) / RADII_MM[axis];
            sum += part * part;
        }
        return Math.sqrt(sum);
    }

    private static double[] place(Grid grid, int voxel) {
        int[] at = grid.voxel(voxel);
        return grid.toWorld(at[0], at[1], at[2]);
    }

    private static Volume background(Grid grid) {
        double[] values = new double[grid.size()];
        for (int v = 0; v < values.length; v++) {
            double radius = radius(grid, v);
            double x = place(grid, v)[0] / VOXEL_MM;
            double tissue = 1000 * (1 - 0.5 * radius * radius) * (1 - 0.6 * StrictMath.exp(-x * x));
            double rim = 1 / (1 + StrictMath.exp((radius - 1) / 0.03));
            values[v] = Math.max(0, tissue) * rim;
        }
        return new Volume(grid, values);
    }
}
