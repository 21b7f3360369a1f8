package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The seeds with which everything is repeated.
 *
 * @param first the smallest
 * @param count number of seeds
 */
public record SeedRange(long first, int count) {
    /** {@return the seeds in ascending order} */
    public List<Long> all() {
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** Adds the seeds to the settings of a study. */
    public void putInto(ObjectNode settings) {
        settings.put("firstSeed", first);
        settings.put("seeds", count);
    }

    /** {@return the seeds in words, for readers} */
    public String describe() {
        return count + (count == 1 ? " seed" : " seeds") + " from " + first;
    }

    /**
     * {@return the records of runs that differ only in the seed, one per seed}
     *
     * @param key maps a seed to the key of the run
     */
    public List<JsonNode> of(Map<String, JsonNode> records, LongFunction<String> key) {
        return all().stream()
                .map(seed -> Objects.requireNonNull(records.get(key.apply(seed))))
                .toList();
    }
}
