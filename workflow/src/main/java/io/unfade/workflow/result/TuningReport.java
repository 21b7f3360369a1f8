package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.text.CsvFile;
import io.unfade.metric.FoldMean;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.tune.Halving;
import io.unfade.workflow.tune.SearchResult;
import io.unfade.workflow.tune.Trial;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The result of a search for settings as text, JSON and a table. The best trial has a score.
 *
 * @param result of the search
 * @param series how many there are
 * @param comparison of the chosen trial with simple classifiers on the same folds; null if it was cancelled
 */
public record TuningReport(
        SearchResult result, int series, @Nullable BaselineComparison comparison) {
    private static final int SHOWN = 5;

    /** {@return the trial whose settings the final model has} */
    public Trial chosen() {
        return result.chosen().orElseThrow();
    }

    /** {@return the best trial} */
    public Trial best() {
        return result.best().orElseThrow();
    }

    /** {@return the defaults in the last rung} */
    public Trial defaults() {
        return result.defaults().orElseThrow();
    }

    /** {@return how much lower the log-loss of the best trial is than that of the defaults on the same folds} */
    public FoldMean gain() {
        return best().gainOver(defaults());
    }

    /** {@return whether the best trial is better than the defaults by more than chance} */
    public boolean isBetter() {
        return gain().low() > 0;
    }

    /** {@return whether the search paid, in a sentence} */
    public String verdict() {
        if (best().equals(defaults())) {
            return "No candidate is better than the defaults.";
        }
        return String.format(
                Locale.ROOT,
                "That is lower by %s (95 %% interval over the folds %s to %s): %s.",
                Text.number(gain().mean()),
                Text.number(gain().low()),
                Text.number(gain().high()),
                judgement());
    }

    /** {@return what should make a reader doubt the chosen candidate, in sentences without a full stop} */
    public List<String> doubts() {
        return comparison == null ? List.of() : comparison.doubts(Double.NaN);
    }

    /** {@return what the gain means for the final model, in words} */
    public String judgement() {
        if (best().equals(defaults())) {
            return "no candidate is better than the defaults";
        }
        return isBetter()
                ? "better than the defaults"
                : "no better than the defaults within noise, so the model has the settings of the defaults";
    }

    /** {@return the whole finding in a paragraph} */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Tried %d candidates on %d series (%s). The best is candidate %d (%s): of series that it had not seen it classifies"
                        + " %s correctly, with a log-loss of %s; the defaults %s, with a log-loss of %s. %s The best score is"
                        + " optimistic, because the candidate was chosen by it.%s",
                result.tried(),
                series,
                result.plan().inWords(),
                best().candidate().number(),
                best().candidate().inWords(),
                Text.percent(best().accuracy()),
                Text.number(best().loss()),
                Text.percent(defaults().accuracy()),
                Text.number(defaults().loss()),
                verdict(),
                comparison == null ? "" : simple(comparison));
    }

    private static String simple(BaselineComparison comparison) {
        return " On the same series: chance " + Text.percent(comparison.chance()) + ", "
                + comparison.rows().stream()
                        .filter(BaselineComparison.Row::isKnown)
                        .map(row -> row.title() + " " + Text.percent(comparison.accuracy(row.right())))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** {@return the summary and the best candidates, for people} */
    public String text() {
        Text.Table table =
                new Text.Table("Rank", "Candidate", "Rung", "Steps", "Log-loss", "SD", "Accuracy", "Settings");
        List<Trial> ranked = result.ranked();
        for (int i = 0; i < Math.min(SHOWN, ranked.size()); i++) {
            Trial trial = ranked.get(i);
            table.row(
                    Integer.toString(i + 1),
                    Integer.toString(trial.candidate().number()),
                    Integer.toString(trial.rung()),
                    Integer.toString(trial.steps()),
                    loss(trial),
                    Text.number(trial.deviation()),
                    Text.number(trial.accuracy()),
                    trial.candidate().inWords());
        }
        return summary() + "\n\n" + table
                + (doubts().isEmpty() ? "" : "\n" + ModelDoubts.lines(doubts()).stripTrailing());
    }

    private static String loss(Trial trial) {
        return trial.isScored() ? Text.number(trial.loss()) : "-";
    }

    /** {@return all findings for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", series);
        json.put("candidates", result.tried());
        ArrayNode rungs = json.putArray("rungs");
        for (Halving.Rung rung : result.plan().rungs()) {
            rungs.addObject()
                    .put("candidates", rung.candidates())
                    .put("steps", rung.steps())
                    .put("folds", rung.folds());
        }
        json.set("best", json(best()));
        json.put("chosen", chosen().candidate().number());
        json.set("defaults", json(defaults()));
        ObjectNode gain = json.putObject("logLossGain");
        gain.put("value", gain().mean());
        gain.put("low", gain().low());
        gain.put("high", gain().high());
        gain.put("confidence", gain().confidence());
        json.put("better", isBetter());
        ArrayNode trials = json.putArray("trials");
        result.ranked().forEach(trial -> trials.add(json(trial)));
        json.set("baselines", comparison == null ? null : comparison.json(Double.NaN));
        return json;
    }

    private static ObjectNode json(Trial trial) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("candidate", trial.candidate().number());
        node.put("rung", trial.rung());
        node.put("steps", trial.steps());
        JsonNumbers.put(node, "logLoss", trial.loss());
        JsonNumbers.put(node, "standardDeviation", trial.deviation());
        JsonNumbers.put(node, "accuracy", trial.accuracy());
        node.put("failure", trial.failure().orElse(null));
        ObjectNode settings = node.putObject("settings");
        trial.candidate().changes().forEach(settings::put);
        return node;
    }

    /** Writes one line per candidate, the best first. */
    public static void writeTrials(SearchResult result, Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "rank",
                "candidate",
                "rungs",
                "steps",
                "log_loss",
                "log_loss_sd",
                "accuracy",
                "seconds",
                "settings",
                "failure"));
        for (Trial trial : result.ranked()) {
            lines.add(List.of(
                    Integer.toString(lines.size()),
                    Integer.toString(trial.candidate().number()),
                    Integer.toString(trial.rung()),
                    Integer.toString(trial.steps()),
                    CsvFile.written(trial.loss()),
                    CsvFile.written(trial.deviation()),
                    CsvFile.written(trial.accuracy()),
                    CsvFile.written(result.of(trial.candidate()).stream()
                            .mapToDouble(Trial::seconds)
                            .sum()),
                    flags(trial),
                    trial.failure().orElse("")));
        }
        CsvFile.write(lines, file);
    }

    /** {@return what a candidate changes, as options} */
    public static String flags(Trial trial) {
        return trial.candidate().changes().entrySet().stream()
                .map(change -> "--" + change.getKey() + " " + change.getValue())
                .collect(Collectors.joining(" "));
    }

    /** {@return what is said of a search that was interrupted after trials of some candidates} */
    public static ObjectNode interrupted(int tried, Path folder) {
        ObjectNode json = RequestJson.newObject();
        json.put("stopped", "interrupted");
        json.put("candidates", tried);
        json.put("search", folder.toString());
        return json;
    }
}
