package io.unfade.fmri.simulate;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;

/**
 * Divides points into compact parcels: k-means by Lloyd's algorithm, from centres spread evenly over the list. A parcel
 * that loses its last point restarts at the point farthest from its centre, so none is empty. Costs O(steps n k).
 */
final class Parcels {
    /**
     * A voxel.
     *
     * @param voxel its number in the grid
     * @param x place, in voxels, like y and z
     */
    record Point(int voxel, double x, double y, double z) {
        double squaredDistance(double[] centre) {
            double dx = x - centre[0];
            double dy = y - centre[1];
            double dz = z - centre[2];
            return dx * dx + dy * dy + dz * dz;
        }
    }

    private final List<Point> points;
    private final double[][] centres;
    private final int[] parcels;
    private final double[] distances;
    private final int[] sizes;

    private Parcels(List<Point> points, int count) {
        this.points = points;
        centres = new double[count][];
        for (int c = 0; c < count; c++) {
            centres[c] = place(points.get((int) ((2L * c + 1) * points.size() / (2L * count))));
        }
        parcels = new int[points.size()];
        distances = new double[points.size()];
        sizes = new int[count];
    }

    /**
     * {@return the parcel of each point, 0..count-1; none is empty}
     *
     * @param count 1..n
     */
    static int[] divide(List<Point> points, int count, int steps) {
        Require.argument(
                count >= 1 && count <= points.size(),
                "%d points cannot be divided into %d parcels",
                points.size(),
                count);
        Parcels parcels = new Parcels(points, count);
        parcels.assign();
        for (int step = 0; step < steps; step++) {
            parcels.centre();
            parcels.assign();
        }
        return parcels.parcels;
    }

    private void assign() {
        Arrays.fill(sizes, 0);
        for (int i = 0; i < parcels.length; i++) {
            distances[i] = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length; c++) {
                double distance = points.get(i).squaredDistance(centres[c]);
                if (distance < distances[i]) {
                    distances[i] = distance;
                    parcels[i] = c;
                }
            }
            sizes[parcels[i]]++;
        }
        for (int c = 0; c < centres.length; c++) {
            if (sizes[c] == 0) {
                revive(c);
            }
        }
    }

    private void revive(int parcel) {
        int farthest = -1;
        for (int i = 0; i < parcels.length; i++) {
            if (sizes[parcels[i]] > 1 && (farthest < 0 || distances[i] > distances[farthest])) {
                farthest = i;
            }
        }
        sizes[parcels[farthest]]--;
        sizes[parcel] = 1;
        parcels[farthest] = parcel;
        distances[farthest] = 0;
    }

    private void centre() {
        for (double[] centre : centres) {
            Arrays.fill(centre, 0);
        }
        for (int i = 0; i < parcels.length; i++) {
            double[] place = place(points.get(i));
            for (int axis = 0; axis < place.length; axis++) {
                centres[parcels[i]][axis] += place[axis] / sizes[parcels[i]];
            }
        }
    }

    private static double[] place(Point point) {
        return new double[] {point.x(), point.y(), point.z()};
    }
}
