package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Kind;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Require;

import java.util.Map;

/**
 * All attribution methods, with their requirements and cost.
 *
 * @param steps of the series for which to state the cost, at least 1
 * @param features of the same series, at least 1
 */
public record MethodList(int steps, int features) {
    /** Checks the sizes. */
    public MethodList {
        Require.atLeastOne("steps", steps);
        Require.atLeastOne("features", features);
    }

    private static Attribution usual(Kind kind) {
        return Attributions.of(kind.key(), Map.of());
    }

    /** {@return the methods for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("steps", steps);
        json.put("features", features);
        var methods = json.putArray("methods");
        for (Kind kind : Attributions.kinds()) {
            Attribution method = usual(kind);
            ObjectNode node = methods.addObject();
            node.put("name", kind.key());
            node.put("summary", kind.summary());
            node.put("needs", Explainer.needs(method));
            node.put("background", method.needsBackground());
            node.put("complete", method.isComplete());
            node.put("control", method.isControl());
            node.put("unit", method.unit().words());
            Attribution.Cost cost = method.cost(steps, features);
            node.put("forwardPasses", cost.forward());
            node.put("backwardPasses", cost.backward());
            var options = node.putArray("options");
            kind.options()
                    .forEach(option -> options.addObject()
                            .put("name", option.name())
                            .put("default", option.usual())
                            .put("meaning", option.meaning()));
        }
        return json;
    }

    /** {@return the methods for people} */
    public String text() {
        Text.Table table = new Text.Table("Method", "Needs", "Complete", "Forward", "Backward");
        StringBuilder options = new StringBuilder();
        for (Kind kind : Attributions.kinds()) {
            Attribution method = usual(kind);
            Attribution.Cost cost = method.cost(steps, features);
            table.row(
                    kind.key(),
                    Explainer.needs(method) + (method.needsBackground() ? ", background" : ""),
                    method.isComplete() ? "yes" : "no",
                    Long.toString(cost.forward()),
                    Long.toString(cost.backward()));
            options.append('\n')
                    .append(kind.key())
                    .append(": ")
                    .append(kind.summary())
                    .append('\n');
            kind.options()
                    .forEach(option -> options.append("  ")
                            .append(option.name())
                            .append('=')
                            .append(option.usual())
                            .append("  ")
                            .append(option.meaning())
                            .append('\n'));
        }
        return table + "\nForward and backward passes are those for one series of " + steps + " steps and " + features
                + " features, with the default options.\nComplete: the cells of a map sum to f(x) - f(baseline), to the change of f along another path, or to f(x).\n"
                + options;
    }
}
