package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.experiments.table.Measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Writes numbers of runs to records, reads them, and averages them. */
public final class RunNumbers {
    private static final MathContext DIGITS = new MathContext(3);

    private RunNumbers() {}

    /** Adds the course of a model's training. */
    public static void putTraining(ObjectNode record, Trial trial) {
        record.put("epochs", trial.result().history().size());
        record.put("bestEpoch", trial.result().bestEpoch());
        record.put("stopped", trial.result().stop().reason());
    }

    /** Adds an array, rounded to the precision of figures; null for numbers that are not finite. */
    public static void put(ObjectNode record, String key, double[] values) {
        ArrayNode array = record.putArray(key);
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(new BigDecimal(value).round(DIGITS).doubleValue());
            } else {
                array.addNull();
            }
        }
    }

    /** {@return an array of numbers in a record} */
    public static double[] array(JsonNode record, String key) {
        JsonNode node = record.path(key);
        return IntStream.range(0, node.size())
                .mapToDouble(i -> node.get(i).asDouble(Double.NaN))
                .toArray();
    }

    /** {@return the numbers of some measures in a record} */
    public static double[] values(JsonNode record, List<Measure> measures) {
        return measures.stream()
                .mapToDouble(measure -> record.path(measure.key()).asDouble(Double.NaN))
                .toArray();
    }

    /** {@return the mean of the numbers of some series, ignoring NaN} */
    public static double mean(int series, IntToDoubleFunction number) {
        return IntStream.range(0, series)
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * {@return a number per step, combined from the numbers of several profiles at that step}
     *
     * @param profiles of equal length, at least one
     */
    public static double[] ofEachStep(List<double[]> profiles, ToDoubleFunction<double[]> number) {
        return IntStream.range(0, profiles.get(0).length)
                .mapToDouble(t -> number.applyAsDouble(
                        profiles.stream().mapToDouble(profile -> profile[t]).toArray()))
                .toArray();
    }

    /**
     * {@return the mean, over series with saliency, of |saliency| divided by the series' maximum; NaN if none has any}
     *
     * @param size of the result
     * @param cells maps a series to the cells of its map, in the order of the result
     */
    public static double[] meanScaled(SaliencyMaps maps, int size, IntFunction<int[]> cells) {
        double[] mean = new double[size];
        long salient = IntStream.range(0, maps.count())
                .filter(i -> Arrays.stream(maps.absolute(i)).anyMatch(value -> value > 0))
                .count();
        if (salient == 0) { // nothing to average
            Arrays.fill(mean, Double.NaN);
        }
        for (int i = 0; i < maps.count(); i++) {
            double[] map = maps.absolute(i);
            double largest = Arrays.stream(map).max().orElse(0);
            int[] wanted = cells.apply(i);
            for (int place = 0; place < wanted.length && largest > 0; place++) {
                mean[place] += map[wanted[place]] / largest / salient;
            }
        }
        return mean;
    }
}
