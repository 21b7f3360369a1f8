package io.unfade.report.page;

import java.util.List;

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
}
