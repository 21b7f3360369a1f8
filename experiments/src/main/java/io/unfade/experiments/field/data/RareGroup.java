package io.unfade.experiments.field.data;

import io.unfade.data.SeriesSet;

/**
 * Series of rare data that share the cells on which the white box depends.
 *
 * @param series with the region as reference; without labels
 * @param region whether each cell decides, row-major (T, C); owned by this record, not to be changed
 * @param form what the white box makes of the deciding cells of a step
 */
public record RareGroup(SeriesSet series, boolean[] region, Form form) {
    /** What the white box makes of the deciding cells of one step; 0 at steps without. */
    public enum Form {
        /** Sum of their squares. */
        SUM_OF_SQUARES,
        /** Square of their sum. */
        SQUARE_OF_SUM
    }
}
