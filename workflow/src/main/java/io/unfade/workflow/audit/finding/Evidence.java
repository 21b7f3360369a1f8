package io.unfade.workflow.audit.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.metric.Bootstrap;
import io.unfade.workflow.result.Text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the pieces of one question measured, with bootstrap intervals over series. */
public final class Evidence {
    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 2000;

    /** Series whose mean an answer may rest on, at least. */
    public static final int FEWEST = 5;

    private final List<Measurements.Entry> entries = new ArrayList<>();
    private final long seed;

    /**
     * Reads records.
     *
     * @param seed of the resampling
     */
    public Evidence(Collection<JsonNode> records, long seed) {
        records.forEach(record -> entries.addAll(Measurements.read(record)));
        this.seed = seed;
    }

    /** {@return all that was measured} */
    public List<Measurements.Entry> entries() {
        return List.copyOf(entries);
    }

    /** {@return what was measured of some maps under a condition} */
    public Optional<Measurements.Entry> find(String maps, String condition, String measure) {
        return entries.stream()
                .filter(entry -> entry.is(maps, condition, measure))
                .findFirst();
    }

    /** {@return the conditions under which something was measured, in order} */
    public List<String> conditions(String maps, String measure) {
        return entries.stream()
                .filter(entry -> entry.maps().equals(maps) && entry.measure().equals(measure))
                .map(Measurements.Entry::condition)
                .distinct()
                .toList();
    }

    /** {@return a mean over series, or a single number, which has no interval; NaN if it was not measured} */
    public Bootstrap.Interval mean(String maps, String condition, String measure) {
        return find(maps, condition, measure).map(this::interval).orElse(interval());
    }

    /** {@return the mean over series of one kind of maps less that of another; NaN if not both were measured} */
    public Bootstrap.Interval difference(String maps, String others, String condition, String measure) {
        Optional<Measurements.Entry> first = find(maps, condition, measure);
        Optional<Measurements.Entry> second = find(others, condition, measure);
        if (first.isEmpty() || second.isEmpty()) {
            return interval();
        }
        double[] differences = first.orElseThrow().values().clone();
        double[] subtracted = second.orElseThrow().values();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= subtracted[i];
        }
        return interval(differences);
    }

    /** {@return the interval of the mean of numbers, one for each series} */
    public Bootstrap.Interval interval(double... ofSeries) {
        return Bootstrap.meanInterval(ofSeries, CONFIDENCE, RESAMPLES, seed);
    }

    private Bootstrap.Interval interval(Measurements.Entry entry) {
        if (entry.shape() == Measurements.Shape.SERIES) {
            return interval(entry.values());
        }
        return new Bootstrap.Interval(entry.values()[0], Double.NaN, Double.NaN, 0, 0);
    }

    /** {@return all numbers} */
    public List<Measured> numbers() {
        List<Measured> all = new ArrayList<>();
        for (Measurements.Entry entry : entries) {
            if (entry.shape() == Measurements.Shape.CURVE) {
                for (int i = 0; i < entry.values().length; i++) {
                    all.add(number(entry, entry.at()[i], point(entry.values()[i])));
                }
            } else {
                all.add(number(entry, Double.NaN, interval(entry)));
            }
        }
        return all;
    }

    private static Bootstrap.Interval point(double value) {
        return new Bootstrap.Interval(value, Double.NaN, Double.NaN, 0, 0);
    }

    private static Measured number(Measurements.Entry entry, double at, Bootstrap.Interval value) {
        return new Measured(
                entry.maps(),
                entry.condition(),
                entry.measure(),
                at,
                value.mean(),
                value.low(),
                value.high(),
                value.count());
    }

    /** {@return a mean with its interval in words, such as "0.42 (0.31 to 0.55)"} */
    public static String words(Bootstrap.Interval value) {
        if (Double.isNaN(value.mean())) {
            return "not known";
        }
        return Double.isNaN(value.low())
                ? Text.fixed(value.mean(), 2)
                : Text.fixed(value.mean(), 2) + " (" + Text.fixed(value.low(), 2) + " to " + Text.fixed(value.high(), 2)
                        + ")";
    }

    /** {@return why there is no answer} */
    public static String tooFew(Bootstrap.Interval value, String ifNothing) {
        return value.count() == 0 ? ifNothing : "Only " + value.count() + " series have a number.";
    }

    /** {@return the mean of known numbers; NaN if there are none} */
    public static double mean(double... values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    }
}
