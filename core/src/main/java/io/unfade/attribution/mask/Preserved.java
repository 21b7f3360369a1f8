package io.unfade.attribution.mask;

import io.unfade.check.Keyed;

/** What a mask keeps as it is. */
public enum Preserved implements Keyed {
    /** The explained output. */
    TARGET,
    /** The outputs of all classes, or whatever outputs the model has, such as those after every step; whichever is explained. */
    ALL
}
