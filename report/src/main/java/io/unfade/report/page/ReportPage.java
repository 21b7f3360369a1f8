package io.unfade.report.page;

import java.util.List;

/**
 * The content of a report, in order. All text is plain: markup in it is displayed, not interpreted.
 *
 * @param title one line
 * @param summary the main finding in plain words
 * @param results the most important numbers
 * @param sections the details
 * @param footer the origin of the page and its data, one line; may be empty
 */
public record ReportPage(
        String title, String summary, List<ResultCard> results, List<Section> sections, String footer) {
    /** Copies the lists. */
    public ReportPage {
        results = List.copyOf(results);
        sections = List.copyOf(sections);
    }
}
