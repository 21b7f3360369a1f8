package io.unfade.workflow.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of a search, so that it can resume: a line of JSON with its settings, one with the number of candidates when that is
 * known, and one for each fold that is done. Thread-safe.
 */
public final class TrialStore {
    private static final String FORMAT = "unfade-tuning/1";
    private static final String CANDIDATES = "candidates";

    private final Path file;
    private final Map<Key, FoldScore> scores = new HashMap<>();
    private @Nullable Schedule schedule;
    private double elapsed;

    /**
     * What a fold was trained for.
     *
     * @param candidate its number
     * @param steps of training
     * @param folds how many there are
     * @param fold its number, 1 for the first
     */
    record Key(int candidate, int steps, int folds, int fold) {}

    private TrialStore(Path file) {
        this.file = file;
    }

    /**
     * {@return the store of a new search}
     *
     * @param settings all that the scores depend on
     */
    public static TrialStore begin(Path file, Map<String, String> settings) throws IOException {
        ObjectNode head = RequestJson.newObject();
        head.put("format", FORMAT);
        ObjectNode entries = head.putObject("settings");
        settings.forEach(entries::put);
        write(file, List.of(head.toString()));
        return new TrialStore(file);
    }

    /**
     * {@return the store of a search that was interrupted; a line that was cut off is dropped}
     *
     * @param settings as it was begun
     * @throws BadRequest if these were others
     * @throws MalformedFileException if it is no such file
     */
    public static TrialStore resume(Path file, Map<String, String> settings) throws IOException {
        TrialStore store = new TrialStore(file);
        String text = Utf8Text.read(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        List<String> lines = whole.lines().toList();
        JsonNode head = lines.isEmpty() ? RequestJson.newObject() : store.json(lines.get(0), 1);
        if (!head.path("format").asText().equals(FORMAT)) {
            throw new MalformedFileException(file, "", "is not of the format " + FORMAT);
        }
        store.checkSame(head.path("settings"), settings);
        for (int i = 1; i < lines.size(); i++) {
            store.take(store.json(lines.get(i), i + 1), i + 1);
        }
        if (whole.length() < text.length()) {
            write(file, lines);
        }
        return store;
    }

    private static void write(Path file, List<String> lines) throws IOException {
        AtomicFile.write(file, out -> {
            for (String line : lines) {
                out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private JsonNode json(String line, int number) throws MalformedFileException {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "line " + number, "is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void checkSame(JsonNode kept, Map<String, String> settings) {
        settings.forEach((key, now) -> {
            String then = kept.path(key).asText("absent");
            if (!then.equals(now)) {
                throw BadRequest.of(
                        "%s holds a search of other settings (%s was %s, but is now %s); {overwrite} starts over",
                        file, key, then, now);
            }
        });
    }

    private void take(JsonNode line, int number) throws MalformedFileException {
        if (line.has(CANDIDATES)) {
            schedule = RequestJson.read(Schedule.class, (ObjectNode) line);
            return;
        }
        try {
            Key key = new Key(
                    line.path("candidate").asInt(),
                    line.path("steps").asInt(),
                    line.path("folds").asInt(),
                    line.path("fold").asInt());
            scores.put(key, FoldScore.of(line));
            elapsed = line.path("elapsed").asDouble();
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(
                    file, "line " + number, "is not what a fold that is done writes: " + e.getMessage(), e);
        }
    }

    /** {@return how much is searched; empty if that is not known yet} */
    public synchronized Optional<Schedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    /** Keeps how much is searched. */
    public synchronized void plan(Schedule found) throws IOException {
        schedule = found;
        append((ObjectNode) RequestJson.node(found));
    }

    /** {@return the seconds that the search had taken when the last fold was done} */
    public synchronized double elapsed() {
        return elapsed;
    }

    /** {@return the score of a fold that is done; null if it is not} */
    synchronized @Nullable FoldScore find(Key key) {
        return scores.get(key);
    }

    /** {@return the scores of those of some folds that are done, in order} */
    synchronized List<FoldScore> find(List<Key> keys) {
        List<FoldScore> found = new ArrayList<>();
        keys.stream().filter(scores::containsKey).map(scores::get).forEach(found::add);
        return found;
    }

    /**
     * Keeps the score of a fold.
     *
     * @param since seconds since the search began
     */
    synchronized void add(Key key, FoldScore score, double since) throws IOException {
        ObjectNode line = RequestJson.newObject();
        line.put("candidate", key.candidate());
        line.put("steps", key.steps());
        line.put("folds", key.folds());
        line.put("fold", key.fold());
        line.put("elapsed", since);
        score.addTo(line);
        append(line);
        scores.put(key, score);
        elapsed = since;
    }

    private void append(ObjectNode line) throws IOException {
        Files.writeString(file, line.toString() + '\n', StandardOpenOption.APPEND);
    }
}
