package io.unfade.attribution.mask;

import io.unfade.attribution.Attribution;
import io.unfade.model.Inputs;

import java.util.Arrays;

/**
 * The best of several masks of each series, and what is wrong where there is none. A mask that is closed or open
 * everywhere has collapsed, and one that keeps f no better than no cell at all has found nothing: what stands in for the
 * cells then gives the output by itself. The map of a series without a better mask is 1 in every cell if a mask was open
 * everywhere, and else 0.
 */
final class BestMasks {
    /** What a map of one number says. */
    static final String CONSTANT = Attribution.OF_CONSTANT_MAPS
            + ", as no mask was found: all cells are 0 if the output stays as well without any of them";

    private static final double CLOSED = 1e-3;
    /** Share of the error without any cell above which a mask keeps f no better. */
    private static final double NO_BETTER = 0.999;

    private static final double OPEN = 1 - 1e-3;

    private final Inputs inputs;
    private final double[] maps;
    private final double[] objectives;

    /** Begins without masks. */
    BestMasks(Inputs inputs) {
        this.inputs = inputs;
        maps = new double[inputs.values().length];
        objectives = new double[inputs.count()];
        Arrays.fill(objectives, Double.POSITIVE_INFINITY);
    }

    /**
     * Takes a mask of a series if it is better than those before.
     *
     * @param rows variants of the series, one after the other
     * @param row the variant
     * @param masks of all rows {@code (rows, T, C)}
     * @param objective of masks that have not failed; the smaller the better
     * @param error of f with the mask
     * @param errorOfNone of f without any cell
     */
    void offer(Inputs rows, int row, double[] masks, double objective, double error, double errorOfNone) {
        int series = row % inputs.count();
        int first = inputs.offset(series);
        double mean = MaskPenalties.mean(rows, row, masks);
        boolean none = Double.isInfinite(objectives[series]);
        if (mean > OPEN && none) {
            Arrays.fill(maps, first, first + inputs.cells(series), 1);
        }
        boolean works = mean >= CLOSED && mean <= OPEN && error < NO_BETTER * errorOfNone;
        if (works && objective < objectives[series]) {
            objectives[series] = objective;
            System.arraycopy(masks, rows.offset(row), maps, first, inputs.cells(series));
        }
    }

    /** {@return the maps, {@code (B, T, C)}} */
    double[] maps() {
        return maps;
    }
}
