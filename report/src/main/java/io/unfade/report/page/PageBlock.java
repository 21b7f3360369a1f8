package io.unfade.report.page;

import java.io.IOException;

/** What a section of a page is made of. */
public interface PageBlock {
    /**
     * {@return the block as HTML, in which all text is escaped}
     *
     * @param figures writes the figures of the page
     * @throws IOException if a figure cannot be written
     */
    String html(PageFigures figures) throws IOException;
}
