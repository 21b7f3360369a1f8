package io.unfade.data.synth;

/** What the sign of the mean of the cells of a {@link Box} is in one series, and so what the box tells of the class. */
public enum BoxSign {
    /** That of the class: informative. */
    CLASS,

    /**
     * +1 or -1, drawn for each series; the product over all such boxes of a series is the sign of the class. All of them
     * together are informative, but none without the others, and no single cell.
     */
    FACTOR,

    /** +1 or -1, drawn for each series, whatever the class: a distractor. */
    INDEPENDENT
}
