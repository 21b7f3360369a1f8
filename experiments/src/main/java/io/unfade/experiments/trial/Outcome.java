package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.metric.Estimate;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.page.Section;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of a grid's runs, in its first regime unless another is named.
 *
 * @param grid the runs
 * @param records the record of each run
 * @param summary means over seeds
 */
public record Outcome<D>(Grid<D> grid, Map<String, JsonNode> records, Summary summary) {
    /** {@return the data sets} */
    public List<Case<D>> cases() {
        return grid.cases();
    }

    /** {@return the kinds of models} */
    public List<ModelKind> kinds() {
        return grid.setup().kinds();
    }

    private Regime regime() {
        return grid.setup().regimes().get(0);
    }

    private List<String> labels(Case<D> each, ModelKind kind) {
        return grid.labels(each, kind, regime());
    }

    /** {@return the mean of a measure with the published number, if the runs have it} */
    public Optional<Summary.Entry> entry(Case<D> each, ModelKind kind, Measure measure) {
        return summary.find(labels(each, kind), measure.key());
    }

    /** {@return the mean of a measure; NaN if the runs do not have it} */
    public double mean(Case<D> each, ModelKind kind, Measure measure) {
        return summary.mean(labels(each, kind), measure.key());
    }

    /** {@return the records of the runs, one per seed} */
    public List<JsonNode> records(Case<D> each, ModelKind kind) {
        return grid.records(records, each, kind, regime());
    }

    /** {@return numbers in the records of the runs, one array per seed} */
    public List<double[]> arrays(Case<D> each, ModelKind kind, String key) {
        return records(each, kind).stream()
                .map(record -> RunNumbers.array(record, key))
                .toList();
    }

    /** {@return the lowest and highest mean of the data sets} */
    public String span(ModelKind kind, Measure measure, String format) {
        return Plots.span(cases().stream().mapToDouble(each -> mean(each, kind, measure)), format);
    }

    /** {@return the means of all data sets as a line} */
    public Line line(ModelKind kind, Measure measure, double[] places) {
        List<Estimate> means = cases().stream()
                .map(each -> summary.estimate(labels(each, kind), measure.key()))
                .toList();
        return Plots.line(kind.title(), places, means);
    }

    /**
     * {@return a section with one table per measure: models down, data sets across}
     *
     * @param titles maps a data set to the head of its column
     */
    public Section tables(
            String heading, String text, Regime regime, Function<Case<D>, String> titles, List<Measure> measures) {
        Matrix<ModelKind, Case<D>> matrix = new Matrix<>(
                summary,
                "Model",
                Matrix.Name.all(kinds(), ModelKind::title),
                Matrix.Name.all(cases(), titles),
                (kind, each) -> grid.labels(each, kind, regime));
        return new Section(heading, text, matrix.ofEach(measures));
    }
}
