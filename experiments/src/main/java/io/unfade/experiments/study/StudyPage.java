package io.unfade.experiments.study;

import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;

import java.util.List;

/** Template for the page of an experiment. */
public interface StudyPage {
    /** {@return a one-line description of the experiment} */
    String title();

    /** {@return the findings in plain words and numbers} */
    String found();

    /** {@return the few most important numbers, if they make sense in isolation} */
    default List<ResultCard> cards() {
        return List.of();
    }

    /** {@return figures, then tables} */
    List<Section> sections();

    /**
     * {@return the page}
     *
     * @param settings of the experiment, in one line
     */
    default ReportPage filled(String settings) {
        return new ReportPage(title(), found(), cards(), sections(), settings);
    }
}
