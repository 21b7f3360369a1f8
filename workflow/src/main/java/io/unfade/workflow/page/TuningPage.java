package io.unfade.workflow.page;

import io.unfade.metric.Proportion;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.KeyValue;
import io.unfade.report.page.ModelCard;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.result.Text;
import io.unfade.workflow.result.TuningReport;
import io.unfade.workflow.tune.Candidate;
import io.unfade.workflow.tune.SearchResult;
import io.unfade.workflow.tune.Trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The report of {@code unfade tune}: whether the search paid, what was tried, and the settings of the best candidate.
 *
 * @param found the result
 * @param commandLine that trains the best candidate again
 * @param dataName name of the series
 */
public record TuningPage(TuningReport found, String commandLine, String dataName) {
    private static final double CONFIDENCE = 0.95;

    /** {@return the page} */
    public ReportPage page() {
        return new ReportPage(
                "Settings found for " + dataName,
                DoubtCards.summary(found.doubts()) + found.summary(),
                cards(),
                List.of(compared(), rungs(), trials(), settings()),
                "unfade tune");
    }

    private List<ResultCard> cards() {
        Trial best = found.best();
        Trial defaults = found.defaults();
        List<ResultCard> cards = new ArrayList<>(List.of(
                new ResultCard(
                        "Log-loss of the best",
                        Text.number(best.loss()),
                        "nats per held-out series, candidate "
                                + best.candidate().number() + "; optimistic, since it was chosen by it"),
                new ResultCard("Log-loss of the defaults", Text.number(defaults.loss()), "nats, on the same folds"),
                new ResultCard("Lower by", Text.number(found.gain().mean()), "nats; " + interval()),
                new ResultCard(
                        "Accuracy of the best",
                        Text.percent(best.accuracy()),
                        "of held-out series; the defaults " + Text.percent(defaults.accuracy()))));
        cards.addAll(DoubtCards.of(found.doubts()));
        return cards;
    }

    private String interval() {
        return String.format(
                Locale.ROOT,
                "95 %% interval over the folds %s to %s: %s",
                Text.number(found.gain().low()),
                Text.number(found.gain().high()),
                found.judgement());
    }

    private Section compared() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("the best candidate", found.best().accuracy(), found.best().loss()));
        rows.add(row(
                "the defaults", found.defaults().accuracy(), found.defaults().loss()));
        BaselineComparison simple = found.comparison();
        if (simple != null) {
            rows.add(List.of(
                    "chance, any class alike", simple.chance(), Double.NaN, Double.NaN, Math.log(simple.classes())));
            simple.rows().forEach(one -> rows.add(row(one.title(), simple.accuracy(one.right()), Double.NaN)));
        }
        Table table = new Table(
                "On the same held-out series",
                List.of(
                        Table.Column.text("Classifier", ""),
                        Table.Column.number("Accuracy", "", 4, ""),
                        Table.Column.number("From", "", 4, "Lower end of Wilson's 95 % interval."),
                        Table.Column.number("To", "", 4, "Upper end."),
                        Table.Column.number(
                                "Log-loss",
                                "nats",
                                4,
                                "Mean over the series; simple classifiers have no probabilities.")),
                rows);
        return new Section(
                "Did the search pay?",
                "Each series is classified by a model that has not seen it. The number of the best candidate is optimistic all the "
                        + "same: of many it is the one that these series favour. Only series that took no part in the search, such "
                        + "as a test file given to unfade evaluate, give a number without that bias.",
                List.of(table));
    }

    private List<Object> row(String name, double accuracy, double loss) {
        Proportion interval = Double.isNaN(accuracy) ? null : Proportion.of(accuracy, found.series(), CONFIDENCE);
        return List.of(
                name,
                accuracy,
                interval == null ? Double.NaN : interval.low(),
                interval == null ? Double.NaN : interval.high(),
                loss);
    }

    private Section rungs() {
        SearchResult result = found.result();
        List<Candidate> ranked = result.ranked().stream()
                .filter(Trial::isScored)
                .map(Trial::candidate)
                .toList();
        Candidate defaults = found.defaults().candidate();
        List<LineFigure.Line> lines = Stream.concat(
                        Stream.of(defaults), ranked.stream().filter(candidate -> !candidate.equals(defaults)))
                .limit(SeriesStyle.DISTINCT)
                .map(this::line)
                .toList();
        LineFigure figure = LineFigure.of(
                "Log-loss by length of training", "steps of training", "log-loss of held-out series (nats)", lines);
        return new Section(
                "How the candidates went on",
                "Of the candidates of a rung the best third is trained for three times as many steps, and the defaults with them. "
                        + "Plan: " + result.plan().inWords()
                        + ". Where a line ends, its candidate was left behind or the "
                        + "search was over.",
                List.of(FigureBlock.of(
                        "Lower is better. Shown are the defaults and the " + (lines.size() - 1)
                                + " candidates that got furthest, of " + (ranked.size() - 1) + ".",
                        figure)));
    }

    private LineFigure.Line line(Candidate candidate) {
        List<Trial> trials =
                found.result().of(candidate).stream().filter(Trial::isScored).toList();
        String length = candidate.changes().get("steps");
        String name = candidate.changes().isEmpty()
                ? "the defaults"
                : "candidate " + candidate.number() + (length == null ? "" : ", " + length + " steps");
        return LineFigure.Line.of(
                name,
                trials.stream().mapToDouble(Trial::steps).toArray(),
                trials.stream().mapToDouble(Trial::loss).toArray());
    }

    private Section trials() {
        List<List<Object>> rows = new ArrayList<>();
        for (Trial trial : found.result().ranked()) {
            rows.add(List.of(
                    String.valueOf(trial.candidate().number()),
                    trial.rung(),
                    trial.steps(),
                    trial.isScored() ? trial.loss() : Double.NaN,
                    trial.deviation(),
                    trial.accuracy(),
                    trial.seconds(),
                    trial.failure()
                            .map(why -> "could not be trained: " + why)
                            .orElse(trial.candidate().inWords())));
        }
        Table table = new Table(
                "All candidates, the best first",
                List.of(
                        Table.Column.text("Candidate", "0 are the defaults."),
                        Table.Column.number("Rung", "", 0, "The last one that it reached."),
                        Table.Column.number(
                                "Steps", "", 0, "Of training in that rung, which all following numbers are of."),
                        Table.Column.number("Log-loss", "nats", 4, "Mean over all held-out series."),
                        Table.Column.number("SD", "nats", 4, "Standard deviation of the log-loss over the folds."),
                        Table.Column.number("Accuracy", "", 4, ""),
                        Table.Column.number("Time", "s", 1, "Of training for all folds, one after another."),
                        Table.Column.text("Settings", "Where they differ from the defaults.")),
                rows);
        return new Section("What was tried", "", List.of(table));
    }

    private Section settings() {
        Map<String, String> changes = found.chosen().candidate().changes();
        List<KeyValue> facts = changes.entrySet().stream()
                .map(change -> new KeyValue("--" + change.getKey(), change.getValue()))
                .toList();
        return new Section(
                "The settings of the model",
                "This command trains the same model again, as unfade run does with best.json.",
                List.of(
                        new Paragraph(commandLine),
                        new ModelCard(
                                "Different from the defaults",
                                facts.isEmpty() ? List.of(new KeyValue("Settings", "none")) : facts)));
    }
}
