package io.unfade.report.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Selected series, each with the model's prediction and its explanation.
 *
 * @param series in display order
 */
public record Gallery(List<SeriesCard> series) implements PageBlock {
    /** Copies the list. */
    public Gallery {
        series = List.copyOf(series);
    }

    @Override
    public String html(PageFigures figures) throws IOException {
        List<Values> cards = new ArrayList<>();
        for (SeriesCard card : series) {
            cards.add(card.values(figures));
        }
        return Template.GALLERY.filled(new Values()
                .with(
                        "classes",
                        series.stream().map(SeriesCard::filedUnder).distinct().toList())
                .with("filterable", cards.size() > 1)
                .with("judged", series.stream().anyMatch(SeriesCard::known))
                .with("series", cards));
    }
}
