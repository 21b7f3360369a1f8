package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
}
