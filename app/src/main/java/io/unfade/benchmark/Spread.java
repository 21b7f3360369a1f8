package io.unfade.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.workflow.result.JsonNumbers;

import java.util.Arrays;

/**
 * Where some numbers lie. Quantiles are interpolated linearly between neighbours.
 *
 * @param min the smallest
 * @param lowerQuartile a quarter is below
 * @param median half is below
 * @param upperQuartile a quarter is above
 * @param percentile99 1 % is above; NaN of fewer than 100 numbers, which cannot tell
 */
record Spread(double min, double lowerQuartile, double median, double upperQuartile, double percentile99) {
    private static final int FEWEST_FOR_PERCENTILE = 100;

    /** {@return the spread of at least one number} */
    static Spread of(double... values) {
        Require.argument(values.length >= 1, "a spread needs at least 1 number, but there is none");
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return new Spread(
                sorted[0],
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                sorted.length < FEWEST_FOR_PERCENTILE ? Double.NaN : quantile(sorted, 0.99));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("min", min);
        json.put("lowerQuartile", lowerQuartile);
        json.put("median", median);
        json.put("upperQuartile", upperQuartile);
        JsonNumbers.put(json, "percentile99", percentile99);
        return json;
    }
}
