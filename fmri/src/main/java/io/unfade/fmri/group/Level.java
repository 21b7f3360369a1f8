package io.unfade.fmri.group;

/** The unit of observation. */
public enum Level {
    /** Each series. */
    SERIES,
    /** The mean over the series of one class in one group, such as a subject or a run. */
    GROUP
}
