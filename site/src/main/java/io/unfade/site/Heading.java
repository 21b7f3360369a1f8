package io.unfade.site;

/**
 * A heading of a page.
 *
 * @param level 1 for the title
 * @param id its anchor
 * @param text its words
 */
record Heading(int level, String id, String text) {}
