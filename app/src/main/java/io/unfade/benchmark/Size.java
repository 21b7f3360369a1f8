package io.unfade.benchmark;

import io.unfade.check.Require;
import io.unfade.nn.spec.Cell;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of a model and of what it reads at a time.
 *
 * @param cell the recurrent cell
 * @param batch B
 * @param steps T
 * @param features C
 * @param hidden H
 * @param hops A
 */
public record Size(Cell cell, int batch, int steps, int features, int hidden, int hops) {
    /** D, the attention width of all models. */
    static final int WIDTH = 50;

    private static final int LARGEST = 1_000_000;

    /** Checks that all sizes are in 1..1,000,000. */
    public Size {
        check("batch-size", batch);
        check("steps", steps);
        check("features", features);
        check("hidden", hidden);
        check("hops", hops);
    }

    private static void check(String name, int value) {
        Require.argument(value >= 1 && value <= LARGEST, "%s must be in 1..%d, but was %d", name, LARGEST, value);
    }

    /** {@return the size of the paper's synthetic data and models} */
    public static Size paper(Cell cell) {
        return new Size(cell, 50, 100, 100, 5, 20);
    }

    Size withBatch(int value) {
        return new Size(cell, value, steps, features, hidden, hops);
    }

    Size withSteps(int value) {
        return new Size(cell, batch, value, features, hidden, hops);
    }

    Size withFeatures(int value) {
        return new Size(cell, batch, steps, value, hidden, hops);
    }

    Size withHidden(int value) {
        return new Size(cell, batch, steps, features, value, hops);
    }

    Size withHops(int value) {
        return new Size(cell, batch, steps, features, hidden, value);
    }

    /** {@return G} */
    int gates() {
        return cell.gateWidth(hidden);
    }

    Map<String, Integer> toMap() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("batchSize", batch);
        map.put("steps", steps);
        map.put("features", features);
        map.put("hidden", hidden);
        map.put("hops", hops);
        map.put("attentionWidth", WIDTH);
        return map;
    }

    @Override
    public String toString() {
        return cell.key() + " B=" + batch + " T=" + steps + " C=" + features + " H=" + hidden + " A=" + hops + " D="
                + WIDTH;
    }
}
