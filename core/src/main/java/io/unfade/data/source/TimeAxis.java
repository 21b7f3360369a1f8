package io.unfade.data.source;

import io.unfade.check.Keyed;

/** The axis of an image that is time; the other holds the features. */
public enum TimeAxis implements Keyed {
    /** Rows are time steps, from the top; columns are features. */
    ROWS,
    /** Columns are time steps, from the left; rows are features. */
    COLUMNS
}
