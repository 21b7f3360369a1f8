package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The seeds from which everything is done again.
 *
 * @param first the smallest
 * @param count how many
 */
public record SeedRange(long first, int count) {
    /** {@return the seeds, rising} */
    public List<Long> all() {
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** Puts the seeds into the settings of a study. */
    public void putInto(ObjectNode settings) {
        settings.put("firstSeed", first);
        settings.put("seeds", count);
    }

    /** {@return the seeds in words, for readers} */
    public String describe() {
        return count + (count == 1 ? " seed" : " seeds") + " from " + first;
    }

    /**
     * {@return what was kept of runs that differ in the seed alone, one for each seed}
     *
     * @param key from a seed to the key of the run
     */
    public List<JsonNode> of(Map<String, JsonNode> records, LongFunction<String> key) {
        return all().stream()
                .map(seed -> Objects.requireNonNull(records.get(key.apply(seed))))
                .toList();
    }

    /**
     * {@return these runs as rows of a table}
     *
     * @param labels of the runs, without the seed
     * @param runs one for each seed, as {@link #of} gives them
     */
    public List<ResultTable.Row> rows(List<String> labels, List<JsonNode> runs, List<Measure> measures) {
        List<ResultTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> row = new ArrayList<>(labels);
            row.add(Long.toString(first + i));
            rows.add(new ResultTable.Row(row, MapRecord.values(runs.get(i), measures)));
        }
        return rows;
    }
}
