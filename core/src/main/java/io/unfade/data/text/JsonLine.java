package io.unfade.data.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.GrowingDoubles;
import io.unfade.data.source.Location;
import io.unfade.data.source.TextNumber;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** One line of a file of JSON lines: one series. */
final class JsonLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python's notation of missing values
            .build()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Location location;
    private final JsonParser parser;
    private final GrowingDoubles rows = new GrowingDoubles();
    private final ChannelValues channels = new ChannelValues();
    private final List<String> names = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String label;
    private @Nullable Integer group;
    private boolean byFeature;
    private int features;

    private JsonLine(JsonParser parser, Location location) {
        this.parser = parser;
        this.location = location;
    }

    /**
     * Reads a line.
     *
     * @throws MalformedFileException if it is not an object of a series
     */
    static JsonLine of(String text, Location location) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonLine line = new JsonLine(parser, location);
            location.require(
                    parser.nextToken() == JsonToken.START_OBJECT,
                    "expected a JSON object, one series, but found %s",
                    PlainText.quote(text.strip()));
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                line.readField(parser.currentName());
            }
            location.require(parser.nextToken() == null, "has something after the JSON object; a line holds one");
            line.check();
            return line;
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(
                    location.file(),
                    location.place(),
                    "is not JSON: " + PlainText.quote(String.valueOf(e.getOriginalMessage())),
                    e);
        }
    }

    private void readField(String key) throws IOException {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        switch (key) {
            case "id" -> id = text(key);
            case "label" -> label = text(key);
            case "group" -> group = readGroup();
            case "features" -> readNames();
            case "values", "x" -> readValues(key);
            default -> {
                unknown.add(key);
                parser.skipChildren();
            }
        }
    }

    private void check() throws MalformedFileException {
        location.require(features > 0, "has no values (key 'values', or 'x')");
        location.require(
                names.isEmpty() || names.size() == features,
                "names %d features, but has values of %d",
                names.size(),
                features);
        location.require(new HashSet<>(names).size() == names.size(), "has a name of a feature twice");
    }

    private String text(String key) throws IOException {
        JsonToken token = parser.currentToken();
        boolean scalar = token.isScalarValue();
        String text = scalar ? parser.getText() : "";
        location.require(
                scalar && !text.isBlank(), "'%s' must be a text or a number, but is %s", key, scalar ? "blank" : token);
        return text;
    }

    private int readGroup() throws IOException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        location.require(
                whole && parser.getNumberType() == JsonParser.NumberType.INT,
                "'group' must be a whole number of 32 bits, but is %s",
                PlainText.quote(String.valueOf(parser.getText())));
        return parser.getIntValue();
    }

    private void readNames() throws IOException {
        location.require(
                parser.currentToken() == JsonToken.START_ARRAY && names.isEmpty(),
                "'features' must be a list of names, where 'values' does not name them");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            names.add(text("features"));
        }
    }

    private void readValues(String key) throws IOException {
        location.require(features == 0, "has both 'values' and 'x'");
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            readByFeature();
            return;
        }
        location.require(
                parser.currentToken() == JsonToken.START_ARRAY,
                "'%s' must be a list of steps, or an object with a list for each feature",
                key);
        for (int step = 0; parser.nextToken() != JsonToken.END_ARRAY; step++) {
            int count = 1;
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                count = readList(rows);
            } else {
                add(rows);
            }
            location.require(count > 0, "step %d has no value", step);
            location.require(
                    step == 0 || count == features,
                    "step %d has %d values, but the steps before have %d",
                    step,
                    count,
                    features);
            features = count;
        }
    }

    private void readByFeature() throws IOException {
        location.require(names.isEmpty(), "'features' must be a list of names, where 'values' does not name them");
        byFeature = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            names.add(parser.currentName());
            location.require(
                    parser.nextToken() == JsonToken.START_ARRAY,
                    "feature %s must be a list of numbers over time",
                    PlainText.quote(names.get(names.size() - 1)));
            channels.end(readList(channels.values()), location);
        }
        features = channels.length() == 0 ? 0 : channels.channels();
    }

    /** Adds the numbers of a list. Returns their count. */
    private int readList(GrowingDoubles values) throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(values);
            count++;
        }
        return count;
    }

    private void add(GrowingDoubles values) throws IOException {
        JsonToken token = parser.currentToken();
        double value = switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_NULL -> Double.NaN;
            case VALUE_STRING -> TextNumber.cell(parser.getText(), location);
            default -> throw location.problem("expected a number, but found %s", parser.getText());
        };
        location.require(values.add(value), "has too many values");
    }

    /** {@return the name of the series; null if it has none} */
    @Nullable
    String id() {
        return id;
    }

    /** {@return its class; null if it has none} */
    @Nullable
    String label() {
        return label;
    }

    /** {@return its group; null if it has none} */
    @Nullable
    Integer group() {
        return group;
    }

    /** {@return the number of features} */
    int features() {
        return features;
    }

    /** {@return the names of the features; empty if the line has none} */
    List<String> names() {
        return List.copyOf(names);
    }

    /** {@return unknown keys} */
    List<String> unknown() {
        return unknown;
    }

    /**
     * {@return the values, row-major {@code (length, features)}}
     *
     * @param order names of the features in their order, as in the first line; empty if that has none
     * @throws MalformedFileException if this line has other features, or lists them in another order
     */
    double[] cells(List<String> order) throws MalformedFileException {
        double[] cells = byFeature ? channels.cells() : rows.toArray();
        if (names.isEmpty() || names.equals(order)) {
            return cells;
        }
        location.require(
                byFeature && new HashSet<>(order).equals(new HashSet<>(names)),
                "has other features than the first line: %s",
                PlainText.quote(String.join(", ", names)));
        Map<String, Integer> indices = new HashMap<>();
        order.forEach(name -> indices.put(name, indices.size()));
        int[] places = names.stream().mapToInt(indices::get).toArray();
        double[] ordered = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            ordered[i - i % features + places[i % features]] = cells[i];
        }
        return ordered;
    }
}
