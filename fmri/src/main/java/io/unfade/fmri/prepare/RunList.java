package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.fmri.bids.EventRules;
import io.unfade.fmri.bids.EventsFile;
import io.unfade.fmri.bids.PairedFiles;
import io.unfade.fmri.bids.RunFiles;
import io.unfade.fmri.bids.RunIdentity;
import io.unfade.fmri.prepare.Preparation.Input;
import io.unfade.fmri.table.TextCell;
import io.unfade.fmri.table.TextTable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the files that belong to the data of runs: by their names, by lists of files, or by a table. */
public final class RunList {
    /** The subject of runs without one in their names. */
    public static final String NO_SUBJECT = "unnamed";

    private static final List<String> COLUMNS = List.of("bold", "events", "confounds", "subject", "run");

    private final EventRules rules;
    private final boolean confounds;

    /** The user's input for a run; what is null is to be found. */
    private record Wish(
            Path data,
            @Nullable Path events,
            @Nullable Path confounds,
            @Nullable String subject,
            @Nullable String run) {}

    /**
     * Reads events by a column, and finds confounds.
     *
     * @param trialType the column of events files with the condition
     * @param conditions to keep; empty for all. Only these must have a known duration
     */
    public RunList(String trialType, List<String> conditions) {
        this(EventRules.of(trialType, conditions), true);
    }

    /**
     * Reads events by rules.
     *
     * @param confounds whether to find files of confounds by name
     */
    public RunList(EventRules rules, boolean confounds) {
        this.rules = rules;
        this.confounds = confounds;
    }

    /**
     * {@return the runs of these data}
     *
     * @param data images, CIFTI files or tables
     * @param events one per run; empty to find them by name
     * @param confounds one per run; empty to find them by name
     * @throws NoSuchFileException if a file is not there
     * @throws MalformedFileException if the events of a run are not found or cannot be interpreted
     * @throws IllegalArgumentException if lists differ in length, or a file belongs to another run by its name
     */
    public List<Input> of(List<Path> data, List<Path> events, List<Path> confounds) throws IOException {
        Require.argument(
                events.isEmpty() || events.size() == data.size(),
                "there are %d files of events for %d runs; name one for each, or none",
                events.size(),
                data.size());
        Require.argument(
                confounds.isEmpty() || confounds.size() == data.size(),
                "there are %d files of confounds for %d runs; name one for each, or none",
                confounds.size(),
                data.size());
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            wishes.add(new Wish(
                    data.get(i),
                    events.isEmpty() ? null : events.get(i),
                    confounds.isEmpty() ? null : confounds.get(i),
                    null,
                    null));
        }
        return inputs(wishes);
    }

    private List<Input> inputs(List<Wish> wishes) throws IOException {
        PairedFiles.checkHemispheres(wishes.stream().map(Wish::data).toList());
        checkPairs("events", wishes, Wish::events);
        checkPairs("confounds", wishes, Wish::confounds);
        List<Input> runs = new ArrayList<>();
        for (Wish wish : wishes) {
            runs.add(input(wish));
        }
        return runs;
    }

    private static void checkPairs(String what, List<Wish> wishes, Function<Wish, @Nullable Path> file) {
        List<Path> data = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Wish wish : wishes) {
            Path named = file.apply(wish);
            if (named != null) {
                data.add(wish.data());
                files.add(named);
            }
        }
        PairedFiles.check(what, data, files);
    }

    /**
     * {@return the runs of a table with the column {@code bold}, and optionally {@code events}, {@code confounds},
     * {@code subject} and {@code run}; paths are relative to the table's folder, and {@code n/a} is found by name}
     *
     * @throws MalformedFileException if the table has no such column, or events are not found or cannot be interpreted
     */
    public List<Input> of(Path file) throws IOException {
        TextTable table = TextTable.read(file);
        table.column("bold");
        for (String column : table.columns()) {
            if (!COLUMNS.contains(column)) {
                throw table.problem(
                        "header",
                        "has the column " + PlainText.quote(column) + "; there may be " + String.join(", ", COLUMNS));
            }
        }
        List<Wish> wishes = new ArrayList<>();
        for (TextTable.Row row : table.rows()) {
            String bold = cell(table, row, "bold");
            if (bold == null) {
                throw table.problem(row, table.column("bold"), "must name a file");
            }
            wishes.add(new Wish(
                    beside(table, row, "bold", bold),
                    besideIfAny(table, row, "events"),
                    besideIfAny(table, row, "confounds"),
                    cell(table, row, "subject"),
                    cell(table, row, "run")));
        }
        if (wishes.isEmpty()) {
            throw new MalformedFileException(file, "", "names no run");
        }
        return inputs(wishes);
    }

    private static @Nullable String cell(TextTable table, TextTable.Row row, String name) {
        int column = table.find(name);
        return column < 0 || TextCell.isMissing(row.cells().get(column))
                ? null
                : row.cells().get(column);
    }

    private static @Nullable Path besideIfAny(TextTable table, TextTable.Row row, String column)
            throws MalformedFileException {
        String file = cell(table, row, column);
        return file == null ? null : beside(table, row, column, file);
    }

    private static Path beside(TextTable table, TextTable.Row row, String column, String file)
            throws MalformedFileException {
        try {
            return table.file().resolveSibling(file);
        } catch (InvalidPathException e) {
            throw table.problem(
                    row, table.column(column), "must be the name of a file, but is " + PlainText.quote(file));
        }
    }

    private Input input(Wish wish) throws IOException {
        Path data = present(wish.data());
        if (Files.isDirectory(data)) {
            throw new MalformedFileException(data, "", "is a folder; name the files of the runs");
        }
        RunFiles found = RunFiles.find(data);
        RunIdentity identity = found.identity();
        Path events = wish.events() == null ? found.events().orElse(null) : wish.events();
        if (events == null) {
            throw new MalformedFileException(
                    data,
                    "",
                    Message.of(
                            "has no events next to it by its name (..._events.tsv)%s; {events} names them",
                            others(found)));
        }
        Path file = wish.confounds();
        if (file == null && confounds) {
            file = found.confounds().orElse(null);
        }
        String subject = wish.subject() == null ? identity.subject().orElse(NO_SUBJECT) : wish.subject();
        String run = wish.run() == null ? runName(data, identity) : wish.run();
        return new Input(
                data,
                subject,
                run,
                EventsFile.read(present(events), rules),
                events,
                file == null ? null : present(file));
    }

    private static String others(RunFiles found) throws IOException {
        List<Path> others = found.otherEvents();
        return others.isEmpty()
                ? ""
                : "; there are " + others.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static Path present(Path file) throws NoSuchFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file;
    }

    private static String runName(Path data, RunIdentity identity) {
        return identity.label().isEmpty()
                ? String.valueOf(data.getFileName()).replaceFirst("\\..*", "")
                : identity.label();
    }
}
