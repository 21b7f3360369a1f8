package io.unfade.fmri.draw;

import io.unfade.fmri.image.Volume;
import io.unfade.report.draw.Contour;

import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * The outline of a brain in one view: the border of its voxels, smoothed by about half a voxel. In points from the
 * upper left corner of the view's box.
 */
final class BrainOutline {
    /** Spacing of the sampled field, in points. */
    private static final double STEP = 2;

    private static final double SIGMAS = 3;
    /** Standard deviation of the smoothing, in voxels; limited for large voxels. */
    private static final double ROUNDING = 0.6;

    private static final double MOST_MM = 9;

    private final BrainView view;
    private final BrainBox box;
    private final double pointsPerMm;
    private final double sigma;
    private final int margin;
    private final int columns;
    private final int rows;

    BrainOutline(BrainView view, BrainBox box, double pointsPerMm, double voxelMm) {
        this.view = view;
        this.box = box;
        this.pointsPerMm = pointsPerMm;
        sigma = Math.max(1, Math.min(MOST_MM, ROUNDING * voxelMm) * pointsPerMm / STEP);
        margin = (int) Math.ceil(SIGMAS * sigma) + 1;
        columns = (int) Math.ceil(box.length(view.right()) * pointsPerMm / STEP) + 2 * margin;
        rows = (int) Math.ceil(box.length(view.up()) * pointsPerMm / STEP) + 2 * margin;
    }

    /** {@return the outline of a whole brain} */
    static Path2D ofProjection(BrainView view, BrainBox box, double pointsPerMm, Volume brain) {
        return new BrainOutline(view, box, pointsPerMm, SightLine.finest(brain.grid())).path(brain, Double.NaN);
    }

    /** {@return the outline of a cut} */
    static Path2D ofCut(BrainView view, BrainBox box, double pointsPerMm, Volume brain, double at) {
        return new BrainOutline(view, box, pointsPerMm, SightLine.finest(brain.grid())).path(brain, at);
    }

    /** @param at the place of the cut in mm; NaN for the whole brain */
    private Path2D path(Volume brain, double at) {
        double[][] field = new double[rows][columns];
        double depthStep = SightLine.finest(brain.grid()) / 2;
        int depths = (int) Math.ceil(box.length(view.across()) / depthStep);
        double[] place = new double[3];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                place[view.right()] = box.low()[view.right()] + mm(column);
                place[view.up()] = box.high()[view.up()] - mm(row);
                place[view.across()] = Double.isNaN(at) ? box.low()[view.across()] + depthStep / 2 : at;
                double found =
                        SightLine.strongest(brain, place, view.across(), depthStep, Double.isNaN(at) ? depths : 1);
                field[row][column] = Double.isNaN(found) ? 0 : 1;
            }
        }
        return new Contour(smooth(field), STEP, (0.5 - margin) * STEP).path();
    }

    /* Half a step inside the ends of the box, where rounding would decide whether a place lies in a voxel. */
    private double mm(int index) {
        return (index - margin + 0.5) * STEP / pointsPerMm;
    }

    private double[][] smooth(double[][] field) {
        return transposed(blurred(transposed(blurred(field))));
    }

    /** {@return the rows, each blurred with a Gaussian} */
    private double[][] blurred(double[][] field) {
        int reach = margin - 1;
        double[] weights = new double[2 * reach + 1];
        Arrays.setAll(weights, i -> Math.exp(-Math.pow((i - reach) / sigma, 2) / 2));
        double total = Arrays.stream(weights).sum();
        double[][] result = new double[field.length][field[0].length];
        for (int row = 0; row < field.length; row++) {
            for (int column = 0; column < field[row].length; column++) {
                double sum = 0;
                for (int shift = -reach; shift <= reach; shift++) {
                    int from = column + shift;
                    boolean inside = from >= 0 && from < field[row].length;
                    sum += inside ? weights[shift + reach] * field[row][from] : 0;
                }
                result[row][column] = sum / total;
            }
        }
        return result;
    }

    private static double[][] transposed(double[][] field) {
        double[][] result = new double[field[0].length][field.length];
        for (int row = 0; row < field.length; row++) {
            for (int column = 0; column < field[row].length; column++) {
                result[column][row] = field[row][column];
            }
        }
        return result;
    }
}
