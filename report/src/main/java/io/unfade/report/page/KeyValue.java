package io.unfade.report.page;

/**
 * One line of a list of facts.
 *
 * @param key what
 * @param value how it is
 */
public record KeyValue(String key, String value) {}
