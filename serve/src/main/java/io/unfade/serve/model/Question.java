package io.unfade.serve.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.workflow.base.Json;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program asks a model about series.
 *
 * @param series that it is about
 * @param method of explanation; null for the model's usual one
 * @param set options of the method
 * @param target class to explain, or {@code predicted}
 * @param output of the model that is explained, such as {@code probability}; null for the first that it has
 * @param background item with series of the training distribution, for methods that need them; null for none
 */
public record Question(
        PosedSeries series,
        @Nullable String method,
        Map<String, String> set,
        String target,
        @Nullable String output,
        @Nullable String background) {
    /** The class that each series is predicted to have. */
    public static final String PREDICTED = "predicted";

    private static final List<String> KEYS = List.of("series", "method", "set", "target", "output", "background");

    /** {@return a question about float32 series, little-endian, of a shape (B, T, C)} */
    public static Question of(
            byte[] bytes,
            int[] shape,
            @Nullable String method,
            Map<String, String> set,
            @Nullable String target,
            @Nullable String output,
            @Nullable String background) {
        return new Question(
                PosedSeries.of(bytes, shape), method, set, target == null ? PREDICTED : target, output, background);
    }

    /**
     * {@return a question in JSON}
     *
     * @throws JsonProcessingException if it is no JSON
     * @throws IllegalArgumentException if something in it is of a wrong kind or size
     */
    public static Question of(byte[] json) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            Require.argument(parser.nextToken() == JsonToken.START_OBJECT, "the body must be a JSON object");
            PosedSeries series = null;
            String method = null;
            Map<String, String> set = new TreeMap<>();
            String target = PREDICTED;
            String output = null;
            String background = null;
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                switch (key) {
                    case "series" -> series = new Cells(parser).read();
                    case "method" -> method = text(parser, key);
                    case "target" -> target = text(parser, key) == null ? PREDICTED : parser.getText();
                    case "output" -> output = text(parser, key);
                    case "background" -> background = text(parser, key);
                    case "set" -> readOptions(parser, set);
                    default ->
                        throw new IllegalArgumentException(
                                "there is no key '" + key + "'" + NearestWord.clause(key, KEYS));
                }
            }
            if (series == null) {
                throw new IllegalArgumentException("'series' is missing");
            }
            return new Question(series, method, set, target, output, background);
        }
    }

    private static @Nullable String text(JsonParser parser, String key) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Require.argument(parser.currentToken() == JsonToken.VALUE_STRING, "'%s' must be a text", key);
        return parser.getText();
    }

    private static void readOptions(JsonParser parser, Map<String, String> set) throws IOException {
        Require.argument(parser.currentToken() == JsonToken.START_OBJECT, "'set' must be an object");
        for (String option = parser.nextFieldName(); option != null; option = parser.nextFieldName()) {
            Require.argument(parser.nextToken().isScalarValue(), "'%s' of 'set' must be a text or a number", option);
            set.put(option, parser.getText());
        }
    }

    /** Numbers of nested arrays, read one by one, so that nothing is made of them that is larger than they are. */
    private static final class Cells {
        private final JsonParser parser;
        private double[] values = new double[1024];
        private int count;
        private int[] lengths = new int[16];
        private int series;
        private int features;

        Cells(JsonParser parser) {
            this.parser = parser;
        }

        PosedSeries read() throws IOException {
            requireArray("'series' must be an array of series");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readSeries();
            }
            return new PosedSeries(
                    Precision.DOUBLE, features, Arrays.copyOf(values, count), Arrays.copyOf(lengths, series));
        }

        private void readSeries() throws IOException {
            requireArray("series " + series + " must be an array of steps");
            int steps = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readStep(steps++);
            }
            Require.argument(steps > 0, "series %d has no steps", series);
            if (series == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * series);
            }
            lengths[series++] = steps;
        }

        private void readStep(int step) throws IOException {
            requireArray("step " + step + " of series " + series + " must be an array of numbers, one of each feature");
            int first = count;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                add(step);
            }
            int width = count - first;
            if (series == 0 && step == 0) {
                features = width;
            }
            Require.argument(
                    width == features,
                    "step %d of series %d has %d features, but the first step has %d",
                    step,
                    series,
                    width,
                    features);
        }

        private void add(int step) throws IOException {
            boolean missing = parser.currentToken() == JsonToken.VALUE_NULL;
            if (!missing && !parser.currentToken().isNumeric()) {
                throw new IllegalArgumentException("step " + step + " of series " + series
                        + ": each value must be a number, or null where it is missing");
            }
            if (count == values.length) {
                PosedSeries.checkSize(2L * count > PosedSeries.MOST_CELLS ? count + 1L : count);
                values = Arrays.copyOf(values, Math.min(2 * count, PosedSeries.MOST_CELLS + 1));
            }
            values[count++] = missing ? Double.NaN : parser.getDoubleValue();
        }

        private void requireArray(String otherwise) {
            Require.argument(parser.currentToken() == JsonToken.START_ARRAY, "%s", otherwise);
        }
    }
}
