package io.unfade.experiments.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.experiments.trial.ModelKind;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The results of a benchmark.
 *
 * @param request the request
 * @param measured groups in the order of measuring
 * @param interrupted whether it was stopped before the end
 */
public record BenchmarkResult(Benchmark.Request request, List<Measured> measured, boolean interrupted) {
    private static final double[] QUARTILES = {0.25, 0.5, 0.75};
    private static final double TAIL = 0.99;

    /**
     * A measured group.
     *
     * @param group its task and size
     * @param timings of each model; none if it was stopped too early
     */
    record Measured(Benchmark.Group group, List<Timings> timings) {}

    /**
     * One model in a group, for readers.
     *
     * @param model its key
     * @param seconds per run: lower quartile, median, upper quartile
     * @param tailSeconds 99th percentile of streaming steps; NaN otherwise
     * @param ratio to the plain model, quartiles as for the seconds; null for that model itself
     * @param peakBytes peak memory of the process; null if unknown
     * @param addedBytes increase over the memory before; null if unknown
     */
    public record Row(
            String model,
            double[] seconds,
            double tailSeconds,
            double @Nullable [] ratio,
            @Nullable Long peakBytes,
            @Nullable Long addedBytes) {}

    /**
     * A table of results.
     *
     * @param title task and size
     * @param rows one per model
     */
    public record Table(String title, List<Row> rows) {}

    /** {@return the results as tables, one per task and size} */
    public List<Table> tables() {
        return measured.stream()
                .map(each -> new Table(each.group().title(), rows(each)))
                .toList();
    }

    /** {@return the machine in one line} */
    public String machine() {
        return Machine.present().text();
    }

    private static List<Row> rows(Measured each) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < each.timings().size(); i++) {
            Timings timings = each.timings().get(i);
            ResidentMemory.Peak memory = timings.memory();
            rows.add(new Row(
                    Benchmark.MODELS.get(i).key(),
                    timings.seconds(QUARTILES),
                    each.group().task() == Task.STREAM ? timings.seconds(TAIL)[0] : Double.NaN,
                    i == 0 ? null : timings.ratioTo(each.timings().get(0), QUARTILES),
                    memory == null ? null : memory.peakBytes(),
                    memory == null ? null : memory.addedBytes()));
        }
        return rows;
    }

    /** {@return the complete JSON for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("machine", Machine.present().json());
        ObjectNode settings = json.putObject("settings");
        settings.put("rounds", request.rounds());
        settings.put("warmUpRounds", Rounds.WARM_UP);
        settings.put("samples", request.samples());
        settings.put("seed", request.seed());
        json.put("interrupted", interrupted);
        ArrayNode cases = json.putArray("cases");
        for (Measured each : measured) {
            rows(each).forEach(row -> put(cases.addObject(), each, row));
        }
        return json;
    }

    private static void put(ObjectNode node, Measured each, Row row) {
        Benchmark.Group group = each.group();
        ModelKind.Size size = group.size();
        node.put("task", group.task().key());
        node.put("model", row.model());
        node.put("series", group.series());
        node.put("steps", group.steps());
        node.put("features", Benchmark.FEATURES);
        node.put("hidden", size.hidden());
        node.put("hops", size.hops());
        node.put("attentionWidth", size.width());
        ObjectNode seconds = quartiles(row.seconds());
        if (Double.isFinite(row.tailSeconds())) {
            seconds.put("percentile99", row.tailSeconds());
        }
        node.set("seconds", seconds);
        node.set("ratioToPlain", row.ratio() == null ? null : quartiles(row.ratio()));
        node.put("peakMemoryBytes", row.peakBytes());
        node.put("addedMemoryBytes", row.addedBytes());
    }

    private static ObjectNode quartiles(double... values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("lowerQuartile", values[0]);
        node.put("median", values[1]);
        node.put("upperQuartile", values[2]);
        return node;
    }
}
