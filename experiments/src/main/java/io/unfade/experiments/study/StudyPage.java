package io.unfade.experiments.study;

import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;

import java.util.List;

/** The page of an experiment: what each experiment fills in. */
public interface StudyPage {
    /** {@return what the experiment is, one line} */
    String title();

    /** {@return what was found, in plain words and numbers} */
    String found();

    /** {@return the few numbers that matter most, if they can be told alone} */
    default List<ResultCard> cards() {
        return List.of();
    }

    /** {@return figures, then tables} */
    List<Section> sections();

    /**
     * {@return the page}
     *
     * @param settings of the experiment, in a line
     */
    default ReportPage filled(String settings) {
        return new ReportPage(title(), found(), cards(), sections(), settings);
    }
}
