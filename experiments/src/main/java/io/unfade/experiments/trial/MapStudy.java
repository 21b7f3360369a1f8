package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.Unit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.report.page.ReportPage;

import java.util.List;
import java.util.Map;

/**
 * A study of runs with maps: its rows, its means beside published numbers, its page.
 *
 * @param runs what is run
 * @param measures the columns
 * @param published numbers to compare with
 * @param page tells it to readers
 */
public record MapStudy(MapRuns runs, List<Measure> measures, Published published, Page page) implements Study {
    /** From the runs, what they kept and their means to a page. */
    @FunctionalInterface
    public interface Page {
        /** {@return the page} */
        ReportPage of(MapRuns runs, Map<String, JsonNode> records, Summary summary);
    }

    @Override
    public ObjectNode settings() {
        return runs.settings();
    }

    @Override
    public List<Unit> units() {
        return runs.units();
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        ResultTable results = runs.results(records, measures);
        Summary summary = Summary.of(results, published);
        return new Findings(results, summary, page.of(runs, records, summary));
    }
}
