package io.unfade.report.draw;

/** The direction of time in the drawing of a map; features run across. */
public enum TimeDirection {
    /** To the right, features downwards. */
    RIGHT,
    /** Downwards, features to the right: images with rows as time steps are upright. */
    DOWN
}
