package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.piece.Piece;
import io.unfade.report.page.ReportPage;

import java.util.List;
import java.util.Map;

/** The small version of a study, labelled as such. */
record QuickStudy(Study study) implements Study {
    private static final String NOTE =
            "This is the quick version: fewer seeds, series and epochs. Its numbers are not to be compared with "
                    + "published ones. ";

    @Override
    public ObjectNode settings() {
        return study.settings().deepCopy().put("quick", true);
    }

    @Override
    public List<FileStamp> files() {
        return study.files();
    }

    @Override
    public List<Piece> units() {
        return study.units();
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        Findings found = study.findings(records);
        ReportPage page = found.page();
        ReportPage marked = new ReportPage(
                page.title() + " (quick version)",
                NOTE + page.summary(),
                page.results(),
                page.sections(),
                page.footer());
        return new Findings(found.results(), found.summary(), marked);
    }
}
