package io.unfade.experiments.table;

/**
 * A number that a table has for each run.
 *
 * @param key its name in files and records
 * @param title its name for readers
 * @param unit of its numbers; empty for none
 * @param decimals how many decimal places readers see
 * @param better which numbers are good; empty if none is
 */
public record Measure(String key, String title, String unit, int decimals, String better) {}
