package io.unfade.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Stem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A stem and what is before it, as the objects {@code stem} and {@code preparation} of {@code model.json}. */
final class StemJson {
    private static final String KIND = "kind";
    private static final String SIZE = "size";
    private static final String STRIDE = "stride";
    private static final String WIDTH = "width";
    private static final String LAYERS = "layers";
    private static final String KERNELS = "kernels";
    private static final String FILTERS = "filters";
    private static final String ALIGNMENT = "alignment";
    private static final String DROPOUT = "dropout";
    private static final String CLIP = "clip";
    private static final String DIFFERENCES = "differences";
    private static final String POOL = "pool";

    private StemJson() {}

    /**
     * {@return the stem that an object describes}
     *
     * @throws IllegalArgumentException if a key is unknown, missing or wrong; the message names it
     */
    static Stem read(JsonNode node) {
        Require.argument(node.isObject(), "stem must be a JSON object, but is %s", node);
        String kind = text(node, KIND);
        return switch (kind) {
            case "windows" -> {
                checkKeys(node, "stem.", Set.of(KIND, SIZE, STRIDE, ALIGNMENT, DROPOUT));
                yield new Stem.Windows(integer(node, SIZE), integer(node, STRIDE), alignment(node), dropout(node));
            }
            case "conv" -> {
                checkKeys(node, "stem.", Set.of(KIND, LAYERS, ALIGNMENT, DROPOUT));
                yield new Stem.Convolutions(layers(node.path(LAYERS)), alignment(node), dropout(node));
            }
            case "linear" -> {
                checkKeys(node, "stem.", Set.of(KIND, WIDTH, DROPOUT));
                yield new Stem.Linear(integer(node, WIDTH), dropout(node));
            }
            default ->
                throw new IllegalArgumentException(
                        "stem.kind must be windows, conv or linear, but is \"" + kind + "\"");
        };
    }

    /**
     * {@return the preparation that an object describes}
     *
     * @throws IllegalArgumentException if a key is unknown or wrong; the message names it
     */
    static Preparation readPreparation(JsonNode node) {
        Require.argument(node.isObject(), "preparation must be a JSON object, but is %s", node);
        checkKeys(node, "preparation.", Set.of(CLIP, DIFFERENCES, POOL));
        JsonNode clip = node.path(CLIP);
        JsonNode differences = node.path(DIFFERENCES);
        JsonNode pool = node.path(POOL);
        Require.argument(clip.isMissingNode() || clip.isNumber(), "preparation: 'clip' must be a number");
        Require.argument(
                differences.isMissingNode() || differences.isTextual(), "preparation: 'differences' must be a text");
        Require.argument(pool.isMissingNode() || pool.isInt(), "preparation: 'pool' must be a whole number");
        return new Preparation(
                clip.isMissingNode() ? null : clip.asDouble(),
                differences.isMissingNode()
                        ? Preparation.Differences.NONE
                        : Keyed.of(Preparation.Differences.class, "preparation.differences", differences.asText()),
                pool.isMissingNode() ? 1 : pool.asInt());
    }

    private static List<Stem.Layer> layers(JsonNode nodes) {
        Require.argument(nodes.isArray(), "stem.layers must be a list of objects");
        List<Stem.Layer> layers = new ArrayList<>();
        for (JsonNode node : nodes) {
            checkKeys(node, "stem.layers.", Set.of(KERNELS, FILTERS, STRIDE));
            JsonNode sizes = node.path(KERNELS);
            Require.argument(sizes.isArray(), "stem.layers.kernels must be a list of whole numbers");
            List<Integer> kernels = new ArrayList<>();
            for (JsonNode size : sizes) {
                Require.argument(size.isInt(), "stem.layers.kernels must hold whole numbers, but holds %s", size);
                kernels.add(size.asInt());
            }
            layers.add(new Stem.Layer(kernels, integer(node, FILTERS), integer(node, STRIDE)));
        }
        return layers;
    }

    private static void checkKeys(JsonNode node, String prefix, Set<String> known) {
        node.fieldNames()
                .forEachRemaining(key -> Require.argument(
                        known.contains(key), "'%s%s' is not a key of %s", prefix, key, ModelJson.FORMAT));
    }

    private static Stem.Alignment alignment(JsonNode node) {
        return Keyed.of(Stem.Alignment.class, "stem.alignment", text(node, ALIGNMENT));
    }

    private static double dropout(JsonNode node) {
        Require.argument(node.path(DROPOUT).isNumber(), "stem.dropout must be a number");
        return node.path(DROPOUT).asDouble();
    }

    private static int integer(JsonNode node, String key) {
        Require.argument(node.path(key).isInt(), "stem: '%s' must be a whole number", key);
        return node.path(key).asInt();
    }

    private static String text(JsonNode node, String key) {
        Require.argument(node.path(key).isTextual(), "stem: '%s' must be a text", key);
        return node.path(key).asText();
    }

    /** Writes a preparation, what there is of it, into an empty object. */
    static void write(Preparation preparation, ObjectNode node) {
        if (preparation.clip() != null) {
            node.put(CLIP, preparation.clip());
        }
        if (preparation.differences() != Preparation.Differences.NONE) {
            node.put(DIFFERENCES, preparation.differences().key());
        }
        if (preparation.pool() > 1) {
            node.put(POOL, preparation.pool());
        }
    }

    /** Writes a stem into an empty object. */
    static void write(Stem stem, ObjectNode node) {
        if (stem instanceof Stem.Windows windows) {
            node.put(KIND, "windows");
            node.put(SIZE, windows.size());
            node.put(STRIDE, windows.stride());
            node.put(ALIGNMENT, windows.alignment().key());
        } else if (stem instanceof Stem.Convolutions convolutions) {
            node.put(KIND, "conv");
            ArrayNode layers = node.putArray(LAYERS);
            convolutions.layers().forEach(layer -> write(layer, layers.addObject()));
            node.put(ALIGNMENT, convolutions.alignment().key());
        } else if (stem instanceof Stem.Linear linear) {
            node.put(KIND, "linear");
            node.put(WIDTH, linear.size());
        }
        node.put(DROPOUT, stem.dropout());
    }

    private static void write(Stem.Layer layer, ObjectNode node) {
        ArrayNode kernels = node.putArray(KERNELS);
        layer.kernels().forEach(kernels::add);
        node.put(FILTERS, layer.filters());
        node.put(STRIDE, layer.stride());
    }
}
