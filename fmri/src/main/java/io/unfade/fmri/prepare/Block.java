package io.unfade.fmri.prepare;

/**
 * The origin of a series: one block of a condition in one run.
 *
 * @param id the series' name in the series file
 * @param subject name of the subject
 * @param run name of the run, unique within the subject
 * @param condition the trial type, the series' class
 * @param onset seconds from the first scan
 * @param duration seconds
 * @param start time of the window's first scan, in seconds from the onset, without the lag
 */
public record Block(
        String id, String subject, String run, String condition, double onset, double duration, double start) {}
