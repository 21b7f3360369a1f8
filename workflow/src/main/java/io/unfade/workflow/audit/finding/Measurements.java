package io.unfade.workflow.audit.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The record of a piece of an audit: numbers of each series, single numbers and curves, by maps, condition and measure. */
public final class Measurements {
    private static final String ENTRIES = "entries";

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode entries = json.putArray(ENTRIES);

    /** What the numbers of an entry are. */
    public enum Shape {
        /** One for each series of the audit; NaN where undefined. */
        SERIES,
        /** One for all. */
        SINGLE,
        /** One for each position. */
        CURVE
    }

    /**
     * Some numbers.
     *
     * @param at the positions of a curve; empty for the other shapes
     */
    public record Entry(String maps, String condition, String measure, Shape shape, double[] values, double[] at) {
        /** {@return whether it is what was measured of some maps under a condition} */
        public boolean is(String wantedMaps, String wantedCondition, String wantedMeasure) {
            return maps.equals(wantedMaps) && condition.equals(wantedCondition) && measure.equals(wantedMeasure);
        }
    }

    /**
     * {@return these, with numbers of each series; NaN where undefined}
     *
     * @param maps name of the maps
     * @param condition under which they were measured; may be empty
     */
    public Measurements series(String maps, String condition, String measure, double... values) {
        return add(maps, condition, measure, Shape.SERIES, values);
    }

    /** {@return these, with one number for all series} */
    public Measurements single(String maps, String condition, String measure, double value) {
        return add(maps, condition, measure, Shape.SINGLE, value);
    }

    /** {@return these, with numbers of some positions} */
    public Measurements curve(String maps, String condition, String measure, double[] at, double... values) {
        add(maps, condition, measure, Shape.CURVE, values);
        put((ObjectNode) entries.get(entries.size() - 1), "at", at);
        return this;
    }

    private Measurements add(String maps, String condition, String measure, Shape shape, double... values) {
        ObjectNode entry = entries.addObject();
        entry.put("maps", maps);
        entry.put("condition", condition);
        entry.put("measure", measure);
        entry.put("shape", shape.name());
        put(entry, "values", values);
        return this;
    }

    private static void put(ObjectNode entry, String key, double... values) {
        ArrayNode array = entry.putArray(key);
        Arrays.stream(values).forEach(value -> {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        });
    }

    /** {@return the record} */
    public ObjectNode json() {
        return json;
    }

    /** {@return the entries of a record} */
    public static List<Entry> read(JsonNode record) {
        List<Entry> all = new ArrayList<>();
        for (JsonNode node : record.path(ENTRIES)) {
            all.add(new Entry(
                    node.path("maps").asText(),
                    node.path("condition").asText(),
                    node.path("measure").asText(),
                    Shape.valueOf(node.path("shape").asText()),
                    numbers(node.path("values")),
                    numbers(node.path("at"))));
        }
        return all;
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        Arrays.setAll(
                values, i -> array.get(i).isNull() ? Double.NaN : array.get(i).asDouble());
        return values;
    }
}
