package io.unfade.model.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Standardizer;
import io.unfade.model.InputLayout;
import io.unfade.model.ModelJson;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a JSON file next to the file of a network says about it: {@code net.json} of {@code net.onnx}. All keys are
 * optional; unknown ones are errors.
 *
 * @param file the JSON file; null if there is none
 * @param standardizer from raw series to what the network reads; none if not stated
 * @param names of classes and features
 * @param layout of the series that the network reads; null if not stated
 * @param output what the network gives, logits or probabilities; null if not stated
 */
public record ModelSidecar(
        @Nullable Path file,
        Standardizer standardizer,
        Signature.Names names,
        @Nullable InputLayout layout,
        @Nullable Output output) {
    private static final String STANDARDIZATION = "standardization";
    private static final String CLASS_NAMES = "classNames";
    private static final String FEATURE_NAMES = "featureNames";
    private static final String LAYOUT = "layout";
    private static final String OUTPUT = "output";
    private static final Set<String> KEYS =
            new TreeSet<>(Set.of(STANDARDIZATION, CLASS_NAMES, FEATURE_NAMES, LAYOUT, OUTPUT));
    private static final String MEAN = "mean";
    private static final String SD = "sd";

    /**
     * {@return what the file next to the file of a network says; nothing if there is none}
     *
     * @throws MalformedFileException if it is malformed; the message names the key
     * @throws IOException if reading fails
     */
    static ModelSidecar nextTo(Path network) throws IOException {
        String name = String.valueOf(network.getFileName());
        Path file = network.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
        return Files.isRegularFile(file)
                ? new Reader(file, ModelJson.parse(file)).sidecar()
                : new ModelSidecar(null, Standardizer.none(), Signature.Names.UNKNOWN, null, null);
    }

    /** {@return C, by names or standardization; 0 if neither is stated} */
    int features() {
        List<String> known = names.ofFeatures();
        return known == null ? standardizer.mean().length : known.size();
    }

    /** {@return the beginning of a message about a key} */
    String place(String key) {
        return file + ", key '" + key + "'";
    }

    /** {@return the beginning of a message about the number of features} */
    String placeOfFeatures() {
        return place(names.ofFeatures() == null ? STANDARDIZATION : FEATURE_NAMES);
    }

    /** {@return the beginning of a message about the class names} */
    String placeOfClasses() {
        return place(CLASS_NAMES);
    }

    /** {@return the beginning of a message about the output} */
    String placeOfOutput() {
        return place(OUTPUT);
    }

    /** Reads one file. */
    private record Reader(Path file, JsonNode root) {
        ModelSidecar sidecar() throws MalformedFileException {
            checkKeys(root, "", KEYS);
            List<String> features = names(FEATURE_NAMES, 1);
            Standardizer standardizer = standardizer();
            int standardized = standardizer.mean().length;
            if (features != null && standardized > 0 && standardized != features.size()) {
                throw problem(
                        STANDARDIZATION,
                        "is of " + standardized + " features, but " + FEATURE_NAMES + " has " + features.size());
            }
            return new ModelSidecar(
                    file,
                    standardizer,
                    new Signature.Names(names(CLASS_NAMES, 2), features),
                    root.has(LAYOUT) ? layout() : null,
                    root.has(OUTPUT) ? output() : null);
        }

        private void checkKeys(JsonNode node, String above, Set<String> known) throws MalformedFileException {
            if (!node.isObject()) {
                throw problem(above, "must be an object with keys of " + String.join(", ", known));
            }
            for (var entry : node.properties()) {
                if (!known.contains(entry.getKey())) {
                    throw problem(
                            above.isEmpty() ? entry.getKey() : above + "." + entry.getKey(),
                            "is unknown; known are " + String.join(", ", known));
                }
            }
        }

        private Standardizer standardizer() throws MalformedFileException {
            if (!root.has(STANDARDIZATION)) {
                return Standardizer.none();
            }
            JsonNode node = root.path(STANDARDIZATION);
            checkKeys(node, STANDARDIZATION, new TreeSet<>(Set.of(MEAN, SD)));
            double[] mean = numbers(node, MEAN);
            double[] deviation = numbers(node, SD);
            if (mean.length != deviation.length) {
                throw problem(
                        STANDARDIZATION,
                        "must have as many means as deviations, but has " + mean.length + " and " + deviation.length);
            }
            for (double value : deviation) {
                if (!(value > 0)) {
                    throw problem(STANDARDIZATION + "." + SD, "must be above 0, but holds " + value);
                }
            }
            return Standardizer.perFeature(mean, deviation);
        }

        private double[] numbers(JsonNode node, String key) throws MalformedFileException {
            JsonNode list = node.path(key);
            String path = STANDARDIZATION + "." + key;
            if (!list.isArray() || list.isEmpty()) {
                throw problem(path, "must be a list of numbers, one for each feature" + found(list));
            }
            double[] numbers = new double[list.size()];
            for (int i = 0; i < numbers.length; i++) {
                if (!list.get(i).isNumber() || !Double.isFinite(list.get(i).asDouble())) {
                    throw problem(path, "must be a list of finite numbers, but holds " + list.get(i));
                }
                numbers[i] = list.get(i).asDouble();
            }
            return numbers;
        }

        private @Nullable List<String> names(String key, int least) throws MalformedFileException {
            if (!root.has(key)) {
                return null;
            }
            JsonNode list = root.path(key);
            if (!list.isArray() || list.size() < least) {
                throw problem(key, "must be a list of at least " + least + " texts" + found(list));
            }
            List<String> names = new ArrayList<>();
            for (JsonNode name : list) {
                if (!name.isTextual()) {
                    throw problem(key, "must be a list of texts, but holds " + name);
                }
                names.add(name.asText());
            }
            if (new HashSet<>(names).size() < names.size()) {
                throw problem(key, "must name each once, but names one twice: " + list);
            }
            return List.copyOf(names);
        }

        private InputLayout layout() throws MalformedFileException {
            try {
                return Keyed.of(
                        InputLayout.class, "the layout", root.path(LAYOUT).asText());
            } catch (IllegalArgumentException e) {
                throw new MalformedFileException(file, key(LAYOUT), String.valueOf(e.getMessage()), e);
            }
        }

        private Output output() throws MalformedFileException {
            return switch (root.path(OUTPUT).asText()) {
                case "logits" -> Output.LOGIT;
                case "probabilities" -> Output.PROBABILITY;
                default -> throw problem(OUTPUT, "must be logits or probabilities" + found(root.path(OUTPUT)));
            };
        }

        private static String found(JsonNode node) {
            return node.isMissingNode() ? ", but is missing" : ", but is " + node;
        }

        private static String key(String key) {
            return key.isEmpty() ? "" : "key '" + key + "'";
        }

        private MalformedFileException problem(String key, String problem) {
            return new MalformedFileException(file, key(key), problem);
        }
    }
}
