package io.unfade.piece;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.check.Utf8Text;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The folder of the pieces of long work: {@code settings.json} and {@code runs/KEY.json}. Files are written atomically, so
 * killed work resumes where it was.
 */
public final class PieceStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ObjectMapper COMPACT = JsonMapper.builder().build();

    private static final String SETTINGS = "settings.json";
    private static final String RUNS = "runs";
    private static final int LONGEST = 60;

    private final Path runs;

    private PieceStore(Path folder) {
        runs = folder.resolve(RUNS);
    }

    /**
     * Opens the folder of some work, creating it if necessary.
     *
     * @throws IllegalArgumentException if it has pieces computed with other settings; it is left unchanged. Without pieces,
     *     other settings are replaced
     */
    public static PieceStore open(Path folder, ObjectNode settings) throws IOException {
        check(folder, settings);
        PieceStore store = new PieceStore(folder);
        Path file = folder.resolve(SETTINGS);
        Files.createDirectories(store.runs);
        if (!Files.exists(file) || !store.hasPieces()) {
            AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(settings)));
        }
        return store;
    }

    /**
     * Checks that a folder does not belong to work with other settings.
     *
     * @throws IllegalArgumentException if it does, or the settings of its pieces are unknown
     */
    public static void check(Path folder, ObjectNode settings) throws IOException {
        Path file = folder.resolve(SETTINGS);
        if (new PieceStore(folder).hasPieces()) {
            if (Files.exists(file)) {
                checkSame(settings, folder, file);
            } else {
                throw new IllegalArgumentException(folder + " holds results, but no " + SETTINGS
                        + " that says of which settings; choose another folder, or delete it");
            }
        }
    }

    private boolean hasPieces() throws IOException {
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (DirectoryStream<Path> pieces = Files.newDirectoryStream(runs, "*.json")) {
            return pieces.iterator().hasNext();
        }
    }

    private static void checkSame(ObjectNode settings, Path folder, Path file) throws IOException {
        JsonNode kept = read(file);
        // compared as read back: a number written as 1.0 is not equal to the object written
        JsonNode wanted = COMPACT.readTree(COMPACT.writeValueAsBytes(settings));
        if (kept == null) {
            throw new IllegalArgumentException(file + " is not JSON; choose another folder, or delete it");
        }
        Set<String> keys = new LinkedHashSet<>(List.of("quick")); // explains most of the others
        wanted.fieldNames().forEachRemaining(keys::add);
        kept.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            Require.argument(
                    wanted.path(key).equals(kept.path(key)),
                    "%s holds results of other settings (%s was %s, is now %s); choose another folder, or delete it",
                    folder,
                    key,
                    shown(kept.path(key), wanted.path(key)),
                    shown(wanted.path(key), kept.path(key)));
        }
    }

    /** {@return a value in a few words, from where it begins to differ from another one if it is long} */
    private static String shown(JsonNode value, JsonNode other) {
        String text = value.isMissingNode() ? "absent" : value.toString();
        if (text.length() <= LONGEST) {
            return text;
        }
        String[] both = {text, other.toString()};
        int same = 0;
        while (same < Math.min(both[0].length(), both[1].length()) && both[0].charAt(same) == both[1].charAt(same)) {
            same++;
        }
        int from = same <= LONGEST / 2 ? 0 : same - LONGEST / 4;
        String part = text.substring(from, Math.min(text.length(), from + LONGEST));
        return (from > 0 ? "..." : "") + part + (from + LONGEST < text.length() ? "..." : "");
    }

    /** {@return the record of a piece; null if it has to be computed} */
    public @Nullable JsonNode find(Piece piece) throws IOException {
        Path file = file(piece);
        return Files.exists(file) ? read(file) : null;
    }

    /** Stores the record of a piece. */
    public void keep(Piece piece, ObjectNode record) throws IOException {
        AtomicFile.write(file(piece), out -> out.write(COMPACT.writeValueAsBytes(record)));
    }

    private Path file(Piece piece) {
        return runs.resolve(piece.key() + ".json");
    }

    /** {@return the file as JSON; null if it is not JSON, as after a full disk} */
    private static @Nullable JsonNode read(Path file) throws IOException {
        try {
            JsonNode node = COMPACT.readTree(Utf8Text.read(file));
            return node.isObject() ? node : null;
        } catch (JsonProcessingException | MalformedFileException e) {
            return null;
        }
    }
}
