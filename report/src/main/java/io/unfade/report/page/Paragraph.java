package io.unfade.report.page;

/**
 * A paragraph.
 *
 * @param text plain text
 */
public record Paragraph(String text) implements Block {}
