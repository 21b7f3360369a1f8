package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.NearestWord;
import io.unfade.check.PlainText;
import io.unfade.fmri.table.TextCell;
import io.unfade.fmri.table.TextTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events of a run in a BIDS file {@code events.tsv}: columns {@code onset} and {@code duration} in seconds, and one
 * that names the condition, by convention {@code trial_type}. Other columns are ignored.
 */
public final class EventsFile {
    /** The default column of the condition. */
    public static final String TRIAL_TYPE = "trial_type";

    private static final String ONSET = "onset";
    private static final String DURATION = "duration";
    private static final String SECONDS = "a number of seconds";

    private final TextTable table;

    private EventsFile(TextTable table) {
        this.table = table;
    }

    /** {@return the events of a file, or of a folder of explanatory variables, with conditions of {@code trial_type}} */
    public static List<Event> read(Path file) throws IOException {
        return read(file, TRIAL_TYPE);
    }

    /**
     * {@return the events in the order of their onsets, at least 1}
     *
     * <p>Lines with an {@code n/a} or empty condition are skipped.
     *
     * @param file the file; a folder is read by {@link ExplanatoryVariables}
     * @param typeColumn the name of the column with the condition
     * @throws MalformedFileException if a column is absent, an onset or duration is not a finite number, a duration is
     *     negative, or there is no event
     */
    public static List<Event> read(Path file, String typeColumn) throws IOException {
        return read(file, EventRules.of(typeColumn, List.of()));
    }

    /**
     * {@return the events by rules, in the order of their onsets, at least 1}
     *
     * @param file the file; a folder is read by {@link ExplanatoryVariables}
     * @throws MalformedFileException as above
     */
    public static List<Event> read(Path file, EventRules rules) throws IOException {
        return Files.isDirectory(file)
                ? ExplanatoryVariables.read(file)
                : new EventsFile(TextTable.read(file)).events(rules);
    }

    private List<Event> events(EventRules rules) throws MalformedFileException {
        int onset = column(ONSET, "when each event began, in seconds");
        int duration = column(DURATION, "how long each event went on, in seconds");
        int type = column(
                rules.trialType(), "the condition of each event; {trialType} COLUMN says that another column names it");
        List<Event> events = new ArrayList<>();
        Set<Event> known = new HashSet<>();
        for (TextTable.Row row : table.rows()) {
            String condition = row.cells().get(type).strip();
            boolean unknown = TextCell.isMissing(row.cells().get(duration)) && Double.isNaN(rules.missingDuration());
            if (TextCell.isMissing(condition) || (unknown && !rules.wants(condition))) {
                continue;
            }
            double begin = table.number(row, onset, SECONDS);
            Event event = new Event(begin, length(row, duration, condition, rules), condition);
            if (!known.add(event) && rules.wants(condition)) {
                throw table.problem(
                        row,
                        onset,
                        "begins an event of " + PlainText.quote(condition)
                                + " that is in the table already; remove one");
            }
            events.add(event);
        }
        if (events.isEmpty()) {
            throw table.problem("", "has no event with a condition in column " + PlainText.quote(rules.trialType()));
        }
        events.sort(Event.ORDER);
        return List.copyOf(events);
    }

    private double length(TextTable.Row row, int duration, String condition, EventRules rules)
            throws MalformedFileException {
        String text = row.cells().get(duration);
        if (TextCell.isMissing(text)) {
            if (!Double.isNaN(rules.missingDuration())) {
                return rules.missingDuration();
            }
            throw table.problem(
                    row,
                    duration,
                    "must be a number of seconds, but is " + PlainText.quote(text)
                            + "; give events without a duration one, or choose conditions without "
                            + PlainText.quote(condition));
        }
        double length = table.number(row, duration, SECONDS);
        if (length < 0) {
            throw table.problem(row, duration, "must be at least 0 seconds, but is " + length);
        }
        return length;
    }

    private int column(String name, String meaning) throws MalformedFileException {
        int column = table.find(name);
        if (column < 0) {
            throw table.problem(
                    "header",
                    Message.of(
                            "has no column %s, which says " + meaning + "; its columns are %s%s",
                            PlainText.quote(name),
                            String.join(", ", table.columns()),
                            table.find("\"" + name + "\"") < 0
                                    ? table.columns().size() == 1
                                            ? "; cells must be apart by tabs"
                                            : NearestWord.clause(name, table.columns())
                                    : "; cells apart by tabs must not be in quotation marks"));
        }
        return column;
    }
}
