package io.unfade.report;

/**
 * A paragraph.
 *
 * @param text plain text
 */
public record Paragraph(String text) implements Block {}
