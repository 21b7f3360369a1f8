package io.unfade.report.page;

import java.io.IOException;

/** A block of a page section. */
public interface PageBlock {
    /**
     * {@return the block as HTML, with all text escaped}
     *
     * @param figures writes the figures of the page
     * @throws IOException if a figure cannot be written
     */
    String html(PageFigures figures) throws IOException;
}
