package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.check.Utf8Text;
import io.unfade.fmri.table.TextCell;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The events of a run as FSL's explanatory variables: one text file per condition, with a line {@code onset duration
 * amplitude} per event, in seconds, separated by blanks. Lines of amplitude 0 are ignored. An empty file means that the
 * condition did not occur.
 *
 * <p>A condition is named by its file without {@code .txt}. In OpenfMRI folders ({@code
 * sub001/model/model001/onsets/task001_run001/cond001.txt}) by {@code models/model001/condition_key.txt} if that exists
 * further up.
 */
public final class ExplanatoryVariables {
    private static final String ENDING = ".txt";
    private static final int COLUMNS = 3;

    private ExplanatoryVariables() {}

    /**
     * {@return the events of all {@code .txt} files of a folder in the order of their onsets, at least 1}
     *
     * <p>Files with a single column are skipped, such as {@code Sync.txt} in HCP folders.
     *
     * @throws IllegalArgumentException if the folder has no {@code .txt} file
     * @throws MalformedFileException if a file has neither three columns nor one, or there are no events at all
     */
    public static List<Event> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(
                            file -> name(file).endsWith(ENDING) && !name(file).startsWith("."))
                    .sorted()
                    .toList();
        }
        Require.argument(!files.isEmpty(), "%s has no .txt file with onsets, durations and amplitudes", folder);
        return events(files, folder);
    }

    private static List<Event> events(List<Path> files, Path folder) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Path file : files) {
            addEvents(events, file);
        }
        if (events.isEmpty()) {
            throw new MalformedFileException(folder, "", "has no event; a line is 'onset duration amplitude'");
        }
        events.sort(Event.ORDER);
        return List.copyOf(events);
    }

    private static void addEvents(List<Event> events, Path file) throws IOException {
        List<String> lines = lines(file);
        List<String> filled = lines.stream().filter(line -> !line.isBlank()).toList();
        if (filled.stream().allMatch(line -> cells(line).length == 1)) {
            return;
        }
        String condition = condition(file);
        for (int i = 0; i < lines.size(); i++) {
            Event event = lines.get(i).isBlank() ? null : event(file, i + 1, cells(lines.get(i)), condition);
            if (event != null) {
                events.add(event);
            }
        }
    }

    private static @Nullable Event event(Path file, int line, String[] cells, String condition)
            throws MalformedFileException {
        String place = "line " + line;
        if (cells.length != COLUMNS) {
            throw new MalformedFileException(
                    file, place, "must be 'onset duration amplitude', but has " + cells.length + " columns");
        }
        double[] numbers = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            String cell = cells[i];
            numbers[i] = TextCell.number(cell)
                    .orElseThrow(() -> new MalformedFileException(
                            file, place, "expected a finite number, but found " + PlainText.quote(cell)));
        }
        if (numbers[1] < 0) {
            throw new MalformedFileException(
                    file, place, "a duration must be at least 0 seconds, but is " + numbers[1]);
        }
        return numbers[2] == 0 ? null : new Event(numbers[0], numbers[1], condition);
    }

    /** {@return the name of the condition of a file} */
    private static String condition(Path file) throws IOException {
        String stem = name(file).endsWith(ENDING)
                ? name(file).substring(0, name(file).length() - ENDING.length())
                : name(file);
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? stem : keyNames(folder).getOrDefault(stem, stem);
    }

    /** {@return the conditions' names in an OpenfMRI key file of a folder; empty if there is no key file} */
    private static Map<String, String> keyNames(Path folder) throws IOException {
        Path onsets = folder.getParent();
        Path model = onsets == null ? null : onsets.getParent();
        if (onsets == null || model == null || !name(onsets).equals("onsets")) {
            return Map.of();
        }
        String task = name(folder).split("_", 2)[0];
        for (Path above = model.getParent(); above != null; above = above.getParent()) {
            Path key = above.resolve("models").resolve(name(model)).resolve("condition_key.txt");
            if (Files.isRegularFile(key)) {
                return namesOf(key, task);
            }
        }
        return Map.of();
    }

    private static Map<String, String> namesOf(Path key, String task) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (String line : lines(key)) {
            String[] parts = line.strip().split("\\s+", COLUMNS);
            if (parts.length == COLUMNS && parts[0].equals(task)) {
                names.put(parts[1], parts[2]);
            }
        }
        return names;
    }

    private static String[] cells(String line) {
        return line.strip().split("\\s+");
    }

    private static List<String> lines(Path file) throws IOException {
        return Utf8Text.read(file).lines().toList();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
