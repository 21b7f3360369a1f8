package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.metric.MapMeasure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration found: the runs of each model, and of the control, one for each seed.
 *
 * @param kinds the runs of each kind, in the order of listing; at least one each
 */
public record DemoFindings(List<List<ModelRun>> kinds) {
    /** {@return the runs by their names, in the order in which names first occur} */
    public static DemoFindings of(List<ModelRun> runs) {
        Map<String, List<ModelRun>> byName = new LinkedHashMap<>();
        runs.forEach(run ->
                byName.computeIfAbsent(run.name(), any -> new ArrayList<>()).add(run));
        return new DemoFindings(List.copyOf(byName.values()));
    }

    /** {@return the kinds that are models} */
    public List<List<ModelRun>> models() {
        return kinds.stream().filter(runs -> !runs.get(0).isControl()).toList();
    }

    /** {@return all runs, one kind after the other} */
    public List<ModelRun> runs() {
        return kinds.stream().flatMap(List::stream).toList();
    }

    /** {@return all runs, and their means over seeds, for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var all = json.putArray("runs");
        runs().forEach(run -> all.add(run.json()));
        ObjectNode means = json.putObject("means");
        kinds.forEach(runs -> means.set(runs.get(0).name(), ModelRun.means(runs)));
        return json;
    }

    /** {@return a table with a row for each run, and how to read it} */
    public String text() {
        Text.Table table = new Text.Table(
                "Model",
                "Map",
                "Seed",
                "Epochs",
                "Accuracy",
                "Last 10 %",
                "Weighted Jaccard",
                "Euclidean",
                "ROC AUC",
                "Verdict");
        for (ModelRun run : runs()) {
            table.row(
                    run.name(),
                    run.method(),
                    Long.toString(run.seed()),
                    run.isControl() ? "" : Integer.toString(run.epochs()),
                    run.isControl() ? "" : Text.percent(run.accuracy()),
                    Text.percent(run.shareInLast()),
                    Text.number(run.scores().mean(MapMeasure.WEIGHTED_JACCARD)),
                    Text.number(run.scores().mean(MapMeasure.EUCLIDEAN)),
                    Text.number(run.rocAuc()),
                    run.fading().verdict().label());
        }
        return table
                + "\nAccuracy: share of test series classified correctly; last 10 %: share of saliency in the last 10 of 100 steps; "
                + "what decides the class lies in the first 30. ROC AUC: are the cells that decide ranked first? 0.5 is chance.\n"
                + "The control needs no model: where it finds the cells as well, finding them does not prove that a map shows what"
                + " its model uses.\n";
    }
}
