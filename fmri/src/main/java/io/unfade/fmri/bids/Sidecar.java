package io.unfade.fmri.bids;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Utf8Text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The metadata of an image from its JSON files.
 *
 * @param repetitionTime {@code RepetitionTime}: seconds from one scan to the next; NaN if not given
 * @param startTime {@code StartTime}: when the reference slice of the first scan was taken, in seconds; NaN if not
 *     given
 */
public record Sidecar(double repetitionTime, double startTime) {
    /** The values if there is no file. */
    public static final Sidecar EMPTY = new Sidecar(Double.NaN, Double.NaN);

    /** A value of a sidecar. */
    public enum Field {
        /** {@code RepetitionTime}. */
        REPETITION_TIME,
        /** {@code StartTime}. */
        START_TIME
    }

    /** Longer than any TR in seconds, shorter than any in milliseconds. */
    private static final double LONGEST = 100;

    private static final String VOLUMES = "VolumeTiming";

    /** Times that differ by less, in seconds, are equal. */
    private static final double SAME = 1e-3;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * {@return the values of a file}
     *
     * @throws MalformedFileException if it is not a JSON object, or a value has the wrong type
     */
    public static Sidecar read(Path json) throws IOException {
        return read(json, EnumSet.allOf(Field.class));
    }

    private static Sidecar read(Path json, Set<Field> wanted) throws IOException {
        JsonNode content = content(json);
        return new Sidecar(
                wanted.contains(Field.REPETITION_TIME) ? repetitionTime(json, content) : Double.NaN,
                wanted.contains(Field.START_TIME) ? number(json, content, "StartTime") : Double.NaN);
    }

    private static double repetitionTime(Path json, JsonNode content) throws MalformedFileException {
        double repetitionTime = number(json, content, "RepetitionTime");
        if (content.has(VOLUMES)) {
            double step = volumeStep(json, content.path(VOLUMES));
            if (Math.abs(repetitionTime - step) > SAME) {
                throw new MalformedFileException(
                        json,
                        VOLUMES,
                        "says " + step + " s from scan to scan, but RepetitionTime says " + repetitionTime + " s");
            }
            repetitionTime = step;
        }
        if (repetitionTime <= 0 || repetitionTime >= LONGEST) {
            throw new MalformedFileException(
                    json,
                    "RepetitionTime",
                    "must be in seconds, above 0 and below " + (int) LONGEST + ", but is " + repetitionTime);
        }
        return repetitionTime;
    }

    /** {@return the time from scan to scan, which must be constant: windows count in scans} */
    private static double volumeStep(Path json, JsonNode volumes) throws MalformedFileException {
        double step = volumes.path(1).asDouble(Double.NaN) - volumes.path(0).asDouble(Double.NaN);
        boolean even = volumes.path(0).asDouble(Double.NaN) == 0 && !Double.isNaN(step);
        for (int i = 0; i < volumes.size(); i++) {
            even &= Math.abs(volumes.path(i).asDouble(Double.NaN) - i * step) <= SAME;
        }
        if (!even) {
            throw new MalformedFileException(
                    json,
                    VOLUMES,
                    "must be at least two times, evenly apart from 0 on; other scans cannot be cut into windows");
        }
        return step;
    }

    /**
     * {@return the values of all sidecars of an image together; the nearest takes precedence}
     *
     * <p>Sidecars are the image's own and, by the inheritance principle of BIDS, those in its folder and up to four
     * above with entities that the image has, such as {@code task-x_bold.json} at the root of the dataset.
     *
     * @param image an image; need not exist
     * @throws MalformedFileException if one cannot be understood
     */
    public static Sidecar ofImage(Path image) throws IOException {
        return ofImage(image, EnumSet.allOf(Field.class));
    }

    /**
     * {@return some of these values only; the others are NaN and not read from the files}
     *
     * @param image an image; need not exist
     * @param wanted the values
     * @throws MalformedFileException if a file cannot be understood, or two of equal precedence differ in a value
     */
    public static Sidecar ofImage(Path image, Set<Field> wanted) throws IOException {
        Sidecar result = EMPTY;
        if (wanted.isEmpty()) {
            return result;
        }
        for (List<Path> equals : files(image)) {
            Sidecar together = EMPTY;
            for (Path json : equals) {
                Sidecar said = read(json, wanted);
                if (!together.orElse(said).equals(said.orElse(together))) {
                    throw new MalformedFileException(
                            json, "", "says other times of " + image.getFileName() + " than " + equals.get(0));
                }
                together = together.orElse(said);
            }
            result = result.orElse(together);
        }
        return result;
    }

    /** {@return the sidecars of an image in order of precedence; those of equal precedence together} */
    private static List<List<Path>> files(Path image) throws IOException {
        BidsName name = BidsName.of(image);
        if (name.entities().isEmpty()) {
            String full = String.valueOf(image.getFileName());
            String stem = full.substring(0, full.length() - name.extension().length());
            Path own = image.resolveSibling(stem + ".json");
            return Files.isRegularFile(own) ? List.of(List.of(own)) : List.of();
        }
        return Inheritance.find(
                RunFiles.folder(image),
                name,
                file -> file.extension().equals(".json")
                        && (file.suffix().equals("bold") || file.suffix().equals(name.suffix())));
    }

    /** {@return the JSON object of a file} */
    static JsonNode content(Path json) throws IOException {
        JsonNode content;
        try {
            content = JSON.readTree(Utf8Text.read(json));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
            throw new MalformedFileException(json, line, "is not JSON", e);
        }
        if (!content.isObject()) {
            throw new MalformedFileException(json, "", "must be a JSON object");
        }
        return content;
    }

    private Sidecar orElse(Sidecar other) {
        return new Sidecar(
                Double.isNaN(repetitionTime) ? other.repetitionTime : repetitionTime,
                Double.isNaN(startTime) ? other.startTime : startTime);
    }

    private static double number(Path json, JsonNode content, String key) throws MalformedFileException {
        JsonNode value = content.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Double.NaN;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new MalformedFileException(
                    json, key, "must be a number of seconds, but is " + PlainText.quote(value.toString()));
        }
        return value.asDouble();
    }
}
