package io.unfade.report.page;

import java.util.List;

/**
 * Everything a report says, in order. All text is plain: markup in it is shown, not interpreted.
 *
 * @param title what the page is about, one line
 * @param summary the finding in plain words, for a reader who stops here
 * @param results the few numbers that matter most
 * @param sections the rest
 * @param footer what made the page and from what, one line; may be empty
 */
public record ReportPage(
        String title, String summary, List<ResultCard> results, List<Section> sections, String footer) {
    /** Copies the lists. */
    public ReportPage {
        results = List.copyOf(results);
        sections = List.copyOf(sections);
    }
}
