package io.unfade.report.page;

import java.util.List;

/**
 * A part of a page with a heading.
 *
 * @param heading one line
 * @param text an introduction; may be empty
 * @param blocks its content, in order
 */
public record Section(String heading, String text, List<PageBlock> blocks) {
    /** Copies the list. */
    public Section {
        blocks = List.copyOf(blocks);
    }
}
