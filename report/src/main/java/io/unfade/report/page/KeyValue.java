package io.unfade.report.page;

/**
 * One line of a list of facts.
 *
 * @param key name of the fact
 * @param value of the fact
 */
public record KeyValue(String key, String value) {}
