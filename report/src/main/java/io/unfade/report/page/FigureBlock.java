package io.unfade.report.page;

import io.unfade.report.draw.Figure;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Figures side by side, or stacked on narrow screens. The figures' notes are added to the caption.
 *
 * @param caption for all of them
 * @param figures at least one
 */
public record FigureBlock(String caption, List<Figure> figures) implements PageBlock {
    /** Copies the list. */
    public FigureBlock {
        figures = List.copyOf(figures);
    }

    /** {@return a block of some figures} */
    public static FigureBlock of(String caption, Figure... figures) {
        return new FigureBlock(caption, List.of(figures));
    }

    @Override
    public String html(PageFigures page) throws IOException {
        return Template.FIGURE_BLOCK.filled(Map.of("caption", caption, "figures", page.html("", figures)));
    }
}
