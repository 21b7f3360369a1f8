package io.unfade.report.page;

/**
 * A key result, in large print.
 *
 * @param label its name
 * @param value the formatted number with its unit
 * @param meaning a brief interpretation; may be empty
 */
public record ResultCard(String label, String value, String meaning) {}
