package io.unfade.report.draw;

/** Where time runs in the drawing of a map; features run across it. */
public enum TimeDirection {
    /** To the right, features downwards. */
    RIGHT,
    /** Downwards, features to the right: images whose rows are the time steps stand upright. */
    DOWN
}
