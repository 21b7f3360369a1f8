package io.unfade.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.result.JsonNumbers;

import java.util.List;
import java.util.Optional;

/**
 * What was measured, as JSON and text.
 *
 * @param machine on which
 * @param settings with which
 * @param products of matrices; the first is the large one
 * @param suites in the order of measuring
 * @param interrupted whether there would have been more
 */
public record BenchmarkResult(
        Machine machine, Settings settings, List<Measurement> products, List<SuiteResult> suites, boolean interrupted) {
    /**
     * What was measured of a suite.
     *
     * @param name of the suite
     * @param unit what costs are counted in
     * @param groups those that were measured
     */
    record SuiteResult(SuiteName name, String unit, List<GroupResult> groups) {}

    /**
     * What was measured in turn.
     *
     * @param title what the cases have in common
     * @param cases each with its measurement, or none
     */
    record GroupResult(String title, List<Measurement> cases) {
        /** {@return the ratio of a comparison; empty if one of the two was not measured} */
        Optional<Spread> ratio(Measurement one, Case.Comparison comparison) {
            return cases.stream()
                    .filter(other -> other.subject().name().equals(comparison.to()))
                    .filter(other -> !other.isEmpty() && !one.isEmpty())
                    .findFirst()
                    .map(one::ratioTo);
        }
    }

    /** {@return multiply-adds a second that any case could attain at most; NaN if the large product was not measured} */
    double attainableRate() {
        Measurement large = products.get(0);
        return large.isEmpty()
                ? Double.NaN
                : large.subject().amount().multiplyAdds() / large.seconds().min();
    }

    /** {@return everything for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("machine", machine.json());
        json.set("settings", settings.json());
        json.put("interrupted", interrupted);
        ArrayNode rates = json.putArray("matrixProducts");
        for (Measurement product : products) {
            ObjectNode node = rates.addObject();
            node.put("product", product.subject().name());
            JsonNumbers.put(
                    node, "multiplyAddsPerSecond", product.isEmpty() ? Double.NaN : product.multiplyAddsPerSecond());
        }
        JsonNumbers.put(json, "attainableMultiplyAddsPerSecond", attainableRate());
        ArrayNode cases = json.putArray("cases");
        for (SuiteResult suite : suites) {
            for (GroupResult group : suite.groups()) {
                CaseJson writer = new CaseJson(suite, group, attainableRate());
                group.cases().forEach(one -> cases.add(writer.json(one)));
            }
        }
        return json;
    }

    /** {@return ratios, times and memory for people} */
    public String text() {
        return new BenchmarkText(this).toString();
    }
}
