package io.unfade.report.page;

import java.util.Map;

/** A note on how to read the maps, common to all reports. */
public record HowToRead() implements PageBlock {
    @Override
    public String html(PageFigures figures) {
        return Template.HOW_TO_READ.filled(Map.of());
    }
}
