package io.unfade.attribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzWriter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Saliency maps as an {@code .npz} file: {@code saliency (n, T, C)} signed, NaN where absent; {@code probabilities (n,
 * K)}; {@code target (n)}; {@code lengths (n)}; {@code ids (n)} and {@code feature_names (C)}, to identify the rows;
 * {@code completeness_gap (n)}, of complete methods; {@code meta}, a JSON text. Files of other programs need only the
 * first.
 */
public final class SaliencyFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "unknown";

    private SaliencyFile() {}

    /**
     * Writes maps; the file is replaced as a whole.
     *
     * @throws IOException if writing fails; the old file is then untouched
     */
    public static void write(SaliencyMaps maps, Path file) throws IOException {
        int n = maps.count();
        int width = maps.steps() * maps.features();
        NpzWriter.write(file, npz -> {
            int[] shape = {n, maps.steps(), maps.features()};
            if (maps.precision() == Precision.DOUBLE) {
                npz.doubles("saliency", i -> cell(maps, i, width), shape);
            } else {
                npz.floats("saliency", i -> cell(maps, i, width), shape);
            }
            if (maps.classCount() > 0) {
                int classes = maps.classCount();
                npz.doubles("probabilities", i -> maps.probability(i / classes, i % classes), n, classes);
            }
            int[] targets = new int[n];
            Arrays.setAll(targets, maps::target);
            npz.array("target", targets, n);
            int[] lengths = new int[n];
            Arrays.setAll(lengths, maps::length);
            npz.array("lengths", lengths, n);
            double[] gaps = maps.gaps();
            if (gaps.length > 0) {
                npz.doubles("completeness_gap", i -> gaps[i], n);
            }
            writeNames(npz, "ids", maps.ids());
            writeNames(npz, "feature_names", maps.featureNames());
            npz.strings("meta", List.of(meta(maps.origin())));
        });
    }

    private static void writeNames(NpzWriter npz, String array, List<String> names) throws IOException {
        if (!names.isEmpty()) {
            npz.strings(array, names, names.size());
        }
    }

    private static List<String> names(NpzFile npz, String array, int size) throws IOException {
        if (!npz.has(array)) {
            return List.of();
        }
        List<String> names = npz.array(array).toStrings();
        if (names.size() != size) {
            throw new MalformedFileException(
                    npz.path(), "array '" + array + "'", "must hold " + size + " texts, but holds " + names.size());
        }
        return names;
    }

    private static double cell(SaliencyMaps maps, int index, int width) {
        int cell = index % width;
        return maps.value(index / width, cell / maps.features(), cell % maps.features());
    }

    private static String meta(SaliencyMaps.Origin origin) throws JsonProcessingException {
        ObjectNode node = JSON.createObjectNode();
        node.put("method", origin.method());
        node.put("output", origin.output());
        origin.details().forEach(node::put);
        return JSON.writeValueAsString(node);
    }

    /**
     * What a file says of its maps but for their cells.
     *
     * @param steps T
     * @param features C
     * @param lengths real steps of each of n series
     * @param targets index of the class whose output was explained, of each
     * @param probabilities n rows of K, as the model predicts; rows of none if the file does not say
     * @param ids of the series; empty if unknown
     * @param featureNames C names; empty if unknown
     */
    public record Outline(
            int steps,
            int features,
            int[] lengths,
            int[] targets,
            double[][] probabilities,
            List<String> ids,
            List<String> featureNames,
            SaliencyMaps.Origin origin) {
        private static Outline of(NpzFile npz) throws IOException {
            Path file = npz.path();
            if (!npz.has("saliency")) {
                throw new MalformedFileException(
                        file, "", "has no array 'saliency'; this is not a file that explain writes");
            }
            NpyHeader saliency = npz.header("saliency");
            int[] shape = saliency.shape();
            if (shape.length != 3 || saliency.size() == 0) {
                throw new MalformedFileException(
                        file, "array 'saliency'", "must have shape (n, T, C), but has " + Arrays.toString(shape));
            }
            double[][] probabilities = SaliencyFile.probabilities(npz, shape[0]);
            int classes = probabilities[0].length;
            return new Outline(
                    shape[1],
                    shape[2],
                    integers(npz, "lengths", shape[0], shape[1], 1, shape[1]),
                    integers(npz, "target", shape[0], 0, 0, classes == 0 ? Integer.MAX_VALUE : classes - 1),
                    probabilities,
                    names(npz, "ids", shape[0]),
                    names(npz, "feature_names", shape[2]),
                    SaliencyFile.origin(npz));
        }

        /** {@return n} */
        public int count() {
            return lengths.length;
        }
    }

    /**
     * {@return what a file says of its maps but for their cells, which are not read}
     *
     * @throws MalformedFileException if an array is missing or misshapen, or has a value out of range
     * @throws IOException if reading fails
     */
    public static Outline outline(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return Outline.of(npz);
        }
    }

    /**
     * Reads maps.
     *
     * @throws MalformedFileException if an array is missing, misshapen or not finite where it must be
     * @throws IOException if reading fails
     */
    public static SaliencyMaps read(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            Outline outline = Outline.of(npz);
            NpyArray saliency = npz.array("saliency");
            Precision precision = saliency.kind() == NpyArray.Kind.FLOAT64 ? Precision.DOUBLE : Precision.SINGLE;
            double[] values = saliency.toDoubles();
            checkFinite(file, values, saliency.shape(), outline.lengths());
            SaliencyMaps.Builder maps = new SaliencyMaps.Builder(
                            precision, outline.lengths(), outline.steps(), outline.features())
                    .names(outline.ids(), outline.featureNames());
            double[] gaps = gaps(npz, outline.count());
            for (int i = 0; i < gaps.length; i++) {
                maps.gap(i, gaps[i]);
            }
            int area = outline.steps() * outline.features();
            for (int i = 0; i < outline.count(); i++) {
                maps.put(i, values, i * area, outline.targets()[i], outline.probabilities()[i]);
            }
            return maps.build(outline.origin());
        }
    }

    private static int[] integers(NpzFile npz, String name, int count, int absent, int low, int high)
            throws IOException {
        int[] values = new int[count];
        Arrays.fill(values, absent);
        if (!npz.has(name)) {
            return values;
        }
        long[] longs = npz.array(name).toLongs();
        if (longs.length != count) {
            throw new MalformedFileException(
                    npz.path(), "array '" + name + "'", "must hold " + count + " values, but holds " + longs.length);
        }
        for (int i = 0; i < count; i++) {
            if (longs[i] < low || longs[i] > high) {
                throw new MalformedFileException(
                        npz.path(),
                        "array '" + name + "', series " + i,
                        "must be in " + low + ".." + high + ", but is " + longs[i]);
            }
            values[i] = (int) longs[i];
        }
        return values;
    }

    private static double[] gaps(NpzFile npz, int count) throws IOException {
        if (!npz.has("completeness_gap")) {
            return new double[0];
        }
        double[] gaps = npz.array("completeness_gap").toDoubles();
        if (gaps.length != count || !Arrays.stream(gaps).allMatch(Double::isFinite)) {
            throw new MalformedFileException(
                    npz.path(), "array 'completeness_gap'", "must hold " + count + " finite values");
        }
        return gaps;
    }

    private static double[][] probabilities(NpzFile npz, int count) throws IOException {
        if (!npz.has("probabilities")) {
            return new double[count][0];
        }
        NpyArray array = npz.array("probabilities");
        int[] shape = array.shape();
        if (shape.length != 2 || shape[0] != count) {
            throw new MalformedFileException(
                    npz.path(),
                    "array 'probabilities'",
                    "must have shape (" + count + ", K), but has " + Arrays.toString(shape));
        }
        double[] values = array.toDoubles();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new MalformedFileException(
                        npz.path(),
                        "array 'probabilities', series " + i / shape[1],
                        "must be in 0..1, but is " + values[i]);
            }
        }
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]));
        return rows;
    }

    private static void checkFinite(Path file, double[] values, int[] shape, int[] lengths)
            throws MalformedFileException {
        int width = shape[1] * shape[2];
        for (int i = 0; i < shape[0]; i++) {
            for (int cell = 0; cell < lengths[i] * shape[2]; cell++) {
                if (!(Math.abs(values[i * width + cell]) <= Precision.DOUBLE.limit())) {
                    throw new MalformedFileException(
                            file,
                            "array 'saliency', series " + i + ", step " + cell / shape[2] + ", feature "
                                    + cell % shape[2],
                            "must be finite and at most " + Precision.DOUBLE.limit() + " in size, but is "
                                    + values[i * width + cell]);
                }
            }
        }
    }

    private static SaliencyMaps.Origin origin(NpzFile npz) throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        if (npz.has("meta")) {
            List<String> texts = npz.array("meta").toStrings();
            try {
                JsonNode node = JSON.readTree(texts.isEmpty() ? "{}" : texts.get(0));
                node.properties()
                        .forEach(entry ->
                                details.put(entry.getKey(), entry.getValue().asText()));
            } catch (JsonProcessingException e) {
                throw new MalformedFileException(
                        npz.path(), "array 'meta'", "is not JSON: " + e.getOriginalMessage(), e);
            }
        }
        String method = details.getOrDefault("method", UNKNOWN);
        String output = details.getOrDefault("output", UNKNOWN);
        details.keySet().removeAll(List.of("method", "output"));
        return new SaliencyMaps.Origin(method, output, details);
    }
}
