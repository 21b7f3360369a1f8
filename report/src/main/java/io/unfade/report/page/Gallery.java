package io.unfade.report.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chosen series, each with what the model said of it and why.
 *
 * @param series in the order in which they are shown
 */
public record Gallery(List<SeriesCard> series) implements Block {
    /** Copies the list. */
    public Gallery {
        series = List.copyOf(series);
    }

    @Override
    public String html(PageFigures figures) throws IOException {
        List<Map<String, Object>> cards = new ArrayList<>();
        for (SeriesCard card : series) {
            cards.add(card.values(figures));
        }
        return Template.GALLERY.filled(Map.of(
                "classes",
                series.stream().map(SeriesCard::filedUnder).distinct().toList(),
                "filterable",
                cards.size() > 1,
                "judged",
                series.stream().anyMatch(SeriesCard::known),
                "series",
                cards));
    }
}
