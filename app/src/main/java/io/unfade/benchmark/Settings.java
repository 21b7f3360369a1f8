package io.unfade.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;

/**
 * How much is measured.
 *
 * @param grid sizes of the training steps
 * @param rounds of each group of cases at most, at least 1
 * @param seconds after which a group gets no more than the fewest rounds, positive
 * @param memoryBytes that a case may take; one that would take more is left out
 * @param samples series to train on and to explain, at least 1
 * @param seed of series and weights
 */
public record Settings(CellGrid grid, int rounds, double seconds, long memoryBytes, int samples, long seed) {
    /** Checks the ranges. */
    public Settings {
        Require.argument(rounds >= 1, "rounds must be at least 1, but was %d", rounds);
        Require.argument(
                seconds > 0 && Double.isFinite(seconds), "seconds must be a positive number, but was %s", seconds);
        Require.argument(memoryBytes > 0, "memory must be positive, but was %d bytes", memoryBytes);
        Require.argument(samples >= 1, "samples must be at least 1, but was %d", samples);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("rounds", rounds);
        json.put("fewestRounds", Interleaving.FEWEST_ROUNDS);
        json.put("warmUpRounds", Interleaving.WARM_UP_ROUNDS);
        json.put("seconds", seconds);
        json.put("memoryBytes", memoryBytes);
        json.put("cell", grid.groups().get(0).get(0).cell().key());
        json.put("samples", samples);
        json.put("seed", seed);
        return json;
    }
}
