package io.unfade.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;
import io.unfade.data.Standardization;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and writes {@code model.json}, format {@code unfade-model/1}. Unknown and missing keys are errors by name. */
public final class ModelJson {
    static final String FORMAT = "unfade-model/1";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final String MEMBERS = "members";
    private static final String MISSING = "missing";
    private static final String MARKS = "marks";
    private static final String TIME_AXIS = "timeAxis";
    private static final String ARRAY_AXES = "arrayAxes";
    private static final String TEMPERATURE = "temperature";
    private static final String NOISE_LEVEL = "noiseLevel";
    private static final Set<String> KEYS = Set.of(
            "format",
            "preparation",
            "stem",
            "cell",
            "layers",
            "bidirectional",
            "hidden",
            "attention",
            "readout",
            "readoutHops",
            "readoutWidth",
            "features",
            "classes",
            "dropout",
            MEMBERS,
            "standardization",
            "classNames",
            "featureNames",
            MISSING,
            MARKS,
            TIME_AXIS,
            ARRAY_AXES,
            TEMPERATURE,
            NOISE_LEVEL);
    private static final String POSITIONS = "positions";
    private static final String PERIOD = "period";
    private static final Set<String> ATTENTION_KEYS = Set.of("kind", "hops", "width", "hopPooling", POSITIONS, PERIOD);

    private final Path file;
    private final JsonNode root;

    private ModelJson(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    static ModelDescription read(Path file) throws IOException {
        return new ModelJson(file, parse(file)).description();
    }

    /**
     * {@return the JSON in a file}
     *
     * @throws MalformedFileException if it is not JSON
     * @throws IOException if reading fails
     */
    public static JsonNode parse(Path file) throws IOException {
        try {
            return JSON.readTree(Utf8Text.read(file));
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new MalformedFileException(
                    file,
                    where == null ? "" : "line " + where.getLineNr(),
                    "is not JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    private ModelDescription description() throws MalformedFileException {
        checkKeys(root, "", KEYS);
        String format = text(root, "format");
        if (!format.equals(FORMAT)) {
            throw problem("format", "must be \"" + FORMAT + "\", but is \"" + format + "\"");
        }
        try {
            ModelSpec spec = new ModelSpec(
                    root.has("preparation") ? StemJson.readPreparation(root.path("preparation")) : Preparation.NONE,
                    root.has("stem") ? StemJson.read(root.path("stem")) : null,
                    Cell.of(text(root, "cell")),
                    integer(root, "layers"),
                    bool("bidirectional"),
                    integer(root, "hidden"),
                    attention(),
                    readout(),
                    integer(root, "features"),
                    integer(root, "classes"),
                    number("dropout"),
                    root.has(MEMBERS) ? integer(root, MEMBERS) : 1);
            return new ModelDescription(
                    spec,
                    Standardization.of(text(root, "standardization")),
                    names("classNames"),
                    names("featureNames"),
                    reading(),
                    root.has(TEMPERATURE) ? number(TEMPERATURE) : 1,
                    root.has(NOISE_LEVEL) ? number(NOISE_LEVEL) : 0);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "", String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable ReadingRule reading() throws MalformedFileException {
        if (!root.has(MISSING) && !root.has(TIME_AXIS) && !root.has(ARRAY_AXES)) {
            return null;
        }
        boolean axes = root.has(ARRAY_AXES) && !root.path(ARRAY_AXES).isNull();
        return new ReadingRule(
                choice(MISSING, MissingValues.values()),
                choice(TIME_AXIS, TimeAxis.values()),
                axes ? choice(ARRAY_AXES, ArrayAxes.values()) : null,
                root.has(MARKS) ? marks() : null);
    }

    private MissingMarks marks() throws MalformedFileException {
        Map<String, Double> means = new LinkedHashMap<>();
        JsonNode node = require(root, MARKS, root.path(MARKS).isObject(), "an object of numbers by feature");
        for (var entry : node.properties()) {
            if (!entry.getValue().isNumber()) {
                throw problem(MARKS, "must hold numbers, but holds " + entry.getValue());
            }
            means.put(entry.getKey(), entry.getValue().asDouble());
        }
        return new MissingMarks(means);
    }

    private <E extends Enum<E> & Keyed> E choice(String key, E[] values) throws MalformedFileException {
        String text = text(root, key);
        for (E value : values) {
            if (value.key().equals(text)) {
                return value;
            }
        }
        List<String> known = Arrays.stream(values).map(Keyed::key).toList();
        throw problem(key, "must be one of " + String.join(", ", known) + ", but is \"" + text + "\"");
    }

    private ModelSpec.@Nullable Attention attention() throws MalformedFileException {
        JsonNode node = root.path("attention");
        checkKeys(node, "attention.", ATTENTION_KEYS);
        String kind = text(node, "kind");
        return switch (kind) {
            case "none" -> null;
            case "input-cell" ->
                new ModelSpec.Attention(
                        integer(node, "hops"),
                        integer(node, "width"),
                        HopPooling.of(text(node, "hopPooling")),
                        positions(node));
            default -> throw problem("attention.kind", "must be none or input-cell, but is \"" + kind + "\"");
        };
    }

    private @Nullable Positions positions(JsonNode attention) throws MalformedFileException {
        return attention.has(POSITIONS) || attention.has(PERIOD)
                ? new Positions(integer(attention, POSITIONS), integer(attention, PERIOD))
                : null;
    }

    private ModelSpec.Readout readout() throws MalformedFileException {
        ReadoutKind kind = ReadoutKind.of(text(root, "readout"));
        return new ModelSpec.Readout(
                kind,
                root.has("readoutHops") ? integer(root, "readoutHops") : 0,
                root.has("readoutWidth") ? integer(root, "readoutWidth") : 0);
    }

    private void checkKeys(JsonNode node, String prefix, Set<String> known) throws MalformedFileException {
        if (!node.isObject()) {
            throw problem(prefix.isEmpty() ? "" : "attention", "must be a JSON object");
        }
        for (var entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw problem(prefix + entry.getKey(), "is not a key of " + FORMAT);
            }
        }
    }

    private String text(JsonNode node, String key) throws MalformedFileException {
        return require(node, key, node.path(key).isTextual(), "a text").asText();
    }

    private int integer(JsonNode node, String key) throws MalformedFileException {
        return require(node, key, node.path(key).isInt(), "a whole number").asInt();
    }

    private boolean bool(String key) throws MalformedFileException {
        return require(root, key, root.path(key).isBoolean(), "true or false").asBoolean();
    }

    private double number(String key) throws MalformedFileException {
        return require(root, key, root.path(key).isNumber(), "a number").asDouble();
    }

    private @Nullable List<String> names(String key) throws MalformedFileException {
        JsonNode node = root.path(key);
        if (node.isNull()) {
            return null;
        }
        require(root, key, node.isArray(), "a list of texts or null");
        List<String> names = new ArrayList<>();
        for (JsonNode name : node) {
            if (!name.isTextual()) {
                throw problem(key, "must be a list of texts or null, but holds " + name);
            }
            names.add(name.asText());
        }
        return List.copyOf(names);
    }

    private JsonNode require(JsonNode node, String key, boolean ok, String what) throws MalformedFileException {
        String name = node.equals(root) ? key : "attention." + key;
        if (!node.has(key)) {
            throw problem(name, "is missing; it must be " + what);
        }
        if (!ok) {
            throw problem(name, "must be " + what + ", but is " + node.path(key));
        }
        return node.path(key);
    }

    private MalformedFileException problem(String key, String problem) {
        return new MalformedFileException(file, key.isEmpty() ? "" : "key '" + key + "'", problem);
    }

    static byte[] write(ModelDescription description) throws JsonProcessingException {
        return JSON.writeValueAsBytes(toJson(description));
    }

    /** {@return a description as JSON} */
    public static ObjectNode toJson(ModelDescription description) {
        ModelSpec spec = description.spec();
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        if (!spec.preparation().equals(Preparation.NONE)) {
            StemJson.write(spec.preparation(), node.putObject("preparation"));
        }
        if (spec.stem() != null) {
            StemJson.write(spec.stem(), node.putObject("stem"));
        }
        node.put("cell", spec.cell().key());
        node.put("layers", spec.layers());
        node.put("bidirectional", spec.bidirectional());
        node.put("hidden", spec.hidden());
        put(node.putObject("attention"), spec.attention());
        node.put("readout", spec.readout().kind().key());
        if (spec.readout().hops() > 0) {
            node.put("readoutHops", spec.readout().hops());
        }
        if (spec.readout().width() > 0) {
            node.put("readoutWidth", spec.readout().width());
        }
        node.put("features", spec.features());
        node.put("classes", spec.classes());
        node.put("dropout", spec.dropout());
        if (spec.members() > 1) {
            node.put(MEMBERS, spec.members());
        }
        node.put("standardization", description.standardization().key());
        put(node, "classNames", description.classNames());
        put(node, "featureNames", description.featureNames());
        ReadingRule reading = description.reading();
        if (reading != null) {
            node.put(MISSING, reading.missing().key());
            if (reading.marks() != null) {
                ObjectNode marks = node.putObject(MARKS);
                reading.marks().means().forEach(marks::put);
            }
            node.put(TIME_AXIS, reading.timeAxis().key());
            node.put(
                    ARRAY_AXES,
                    reading.arrayAxes() == null ? null : reading.arrayAxes().key());
        }
        if (description.temperature() != 1) {
            node.put(TEMPERATURE, description.temperature());
        }
        if (description.noiseLevel() != 0) {
            node.put(NOISE_LEVEL, description.noiseLevel());
        }
        return node;
    }

    private static void put(ObjectNode node, ModelSpec.@Nullable Attention attention) {
        node.put("kind", attention == null ? "none" : "input-cell");
        if (attention == null) {
            return;
        }
        node.put("hops", attention.hops());
        node.put("width", attention.width());
        node.put("hopPooling", attention.pooling().key());
        Positions positions = attention.positions();
        if (positions != null) {
            node.put(POSITIONS, positions.harmonics());
            node.put(PERIOD, positions.period());
        }
    }

    private static void put(ObjectNode node, String key, @Nullable List<String> names) {
        if (names == null) {
            node.putNull(key);
        } else {
            ArrayNode array = node.putArray(key);
            names.forEach(array::add);
        }
    }
}
