package io.unfade.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.result.JsonNumbers;

/**
 * Cases as JSON.
 *
 * @param suite they belong to
 * @param group they were measured in
 * @param attainableRate multiply-adds a second
 */
record CaseJson(BenchmarkResult.SuiteResult suite, BenchmarkResult.GroupResult group, double attainableRate) {
    ObjectNode json(Measurement one) {
        Case subject = one.subject();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("suite", suite.name().key());
        json.put("group", group.title());
        json.put("name", subject.name());
        ObjectNode sizes = json.putObject("sizes");
        subject.sizes().forEach(sizes::put);
        json.put("skipped", subject.skipReason().isEmpty() ? null : subject.skipReason());
        json.put("rounds", one.rounds().size());
        json.put("runsPerRound", subject.amount().runs());
        json.put("unit", suite.unit());
        json.put("unitsPerRun", subject.amount().units());
        if (!one.isEmpty()) {
            addMeasured(json, one);
        }
        return json;
    }

    private void addMeasured(ObjectNode json, Measurement one) {
        json.set("seconds", one.seconds().json());
        json.put("secondsPerUnit", one.secondsPerUnit());
        json.put("unitsPerSecond", 1 / one.secondsPerUnit());
        ObjectNode ratios = json.putObject("ratios");
        for (Case.Comparison comparison : one.subject().comparisons()) {
            group.ratio(one, comparison).ifPresent(ratio -> ratios.set(comparison.label(), ratio.json()));
        }
        ResidentMemory.Peak memory = one.memory();
        json.put("peakMemoryBytes", memory == null ? null : memory.peakBytes());
        json.put("addedMemoryBytes", memory == null ? null : memory.addedBytes());
        JsonNumbers.put(json, "allocatedHeapBytes", one.allocatedBytes());
        JsonNumbers.put(json, "multiplyAdds", one.subject().amount().multiplyAdds());
        JsonNumbers.put(json, "shareOfAttainableRate", one.multiplyAddsPerSecond() / attainableRate);
    }
}
