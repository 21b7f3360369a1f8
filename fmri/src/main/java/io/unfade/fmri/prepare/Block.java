package io.unfade.fmri.prepare;

/**
 * Where a series comes from: one block of a condition in one run.
 *
 * @param id the series' name in the series file
 * @param subject whose brain
 * @param run which of the subject's runs
 * @param condition the trial type, the series' class
 * @param onset seconds from the first scan
 * @param duration seconds
 * @param start when the window's first scan was taken, in seconds from the onset, the lag taken out
 */
public record Block(
        String id, String subject, String run, String condition, double onset, double duration, double start) {}
