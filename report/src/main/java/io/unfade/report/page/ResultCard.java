package io.unfade.report.page;

/**
 * One number that matters, in large letters.
 *
 * @param label what it is
 * @param value the number with its unit, as readers see it
 * @param meaning what it says, in a few words; may be empty
 */
public record ResultCard(String label, String value, String meaning) {}
