package io.unfade.data.source;

/** Which axis of an image is read as time, and which as features. */
public enum TimeAxis {
    /** Rows are time steps, from the top; columns are features. */
    ROWS,
    /** Columns are time steps, from the left; rows are features. */
    COLUMNS
}
