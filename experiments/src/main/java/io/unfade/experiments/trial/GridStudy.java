package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.piece.Piece;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A study of the runs of a grid.
 *
 * @param settings everything the results depend on
 * @param files the input files
 * @param grid the runs
 * @param measures the columns of its tables
 * @param published numbers to compare with
 * @param about the settings in one line, for readers
 * @param page makes the page from the outcome
 */
public record GridStudy<D>(
        ObjectNode settings,
        List<FileStamp> files,
        Grid<D> grid,
        List<Measure> measures,
        Published published,
        String about,
        Function<Outcome<D>, StudyPage> page)
        implements Study {
    @Override
    public List<Piece> units() {
        return grid.units();
    }

    @Override
    public Findings findings(Map<String, JsonNode> records) {
        ResultTable results = grid.results(records, measures);
        Summary summary = Summary.of(results, published);
        return new Findings(
                results,
                summary,
                page.apply(new Outcome<>(grid, records, summary)).filled(about));
    }
}
