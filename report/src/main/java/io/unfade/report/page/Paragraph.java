package io.unfade.report.page;

import java.util.Map;

/**
 * A paragraph.
 *
 * @param text plain text
 */
public record Paragraph(String text) implements PageBlock {
    @Override
    public String html(PageFigures figures) {
        return Template.PARAGRAPH.filled(Map.of("text", text));
    }
}
