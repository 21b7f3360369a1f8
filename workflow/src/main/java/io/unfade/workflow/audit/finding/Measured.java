package io.unfade.workflow.audit.finding;

/**
 * A number of an audit.
 *
 * @param maps the maps, or the model, that it is of
 * @param condition under which it was measured, such as a fill, a seed or an amplitude; may be empty
 * @param measure name of the measure
 * @param at position on a curve; NaN if it is no point of one
 * @param value mean over series, or the number itself; NaN if undefined
 * @param low lower end of the 95 % bootstrap interval over series; NaN if there is none
 * @param high upper end; NaN if there is none
 * @param series whose mean it is; 0 if it is no mean
 */
public record Measured(
        String maps, String condition, String measure, double at, double value, double low, double high, int series) {}
