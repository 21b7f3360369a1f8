package io.unfade.data.source;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Series from a long table, of which a row is a step: its id, its time, its values, and perhaps label and group. Rows of one
 * id need not be adjacent, unless the table is given in parts; steps are sorted by time, series are in the order of first
 * appearance.
 */
public final class LongTable {
    private final Path file;
    private final Words words;
    private final List<String> features;
    private final Precision precision;
    private final ReadOptions options;
    private final SeriesEnds ends;
    private final long cells;
    private final IOConsumer<? super SeriesSet> reader;
    private final Map<String, LongRows.Id> ids = new LinkedHashMap<>();
    private LongRows rows;
    private LongRows.@Nullable Id current;
    private int before; // series of earlier parts
    private int reordered; // of them

    /**
     * Rows and times in messages.
     *
     * @param row what a row is called, such as {@code line}
     * @param times formats a time
     */
    public record Words(String row, DoubleFunction<String> times) {
        /** {@return the place of a row} */
        Location place(Path file, long number) {
            return new Location(file, row + ' ' + number);
        }
    }

    /**
     * Begins a table.
     *
     * @param features their names
     * @param precision of the set
     * @param cells how many a part has at the least, but for the last; {@link Long#MAX_VALUE} for one part
     * @param reader receives each part; only a table of a single part has labels
     */
    public LongTable(
            Path file,
            Words words,
            List<String> features,
            Precision precision,
            ReadOptions options,
            long cells,
            IOConsumer<? super SeriesSet> reader) {
        this.file = file;
        this.words = words;
        this.features = List.copyOf(features);
        this.precision = precision;
        this.options = options;
        this.cells = cells;
        this.reader = reader;
        ends = new SeriesEnds(new Location(file, ""), options);
        rows = new LongRows(file, words, features.size());
    }

    /** Says of which series the next row is; gives a part if that begins another and enough are there. */
    public void next(String id, Location row) throws IOException {
        row.require(!id.isBlank(), "has no id");
        if (rows.fills(cells) && (current == null || !current.name().equals(id))) {
            reader.accept(build(false));
            reordered += rows.reordered();
            before += ids.size();
            rows = new LongRows(file, words, features.size());
            ids.clear();
            current = null;
        }
    }

    /**
     * Adds a row, whose values are added next.
     *
     * @param id as given to {@link #next}
     * @param number of the row, for messages
     * @param label the class; null if the table has none
     * @param group the group; null if the table has none
     * @throws MalformedFileException if an earlier row of the id has another label or group
     */
    public void add(String id, double time, long number, @Nullable String label, @Nullable Integer group, Location row)
            throws MalformedFileException {
        if (current == null || !current.name().equals(id)) {
            current = ids.computeIfAbsent(id, name -> new LongRows.Id(name, ids.size(), label, group));
        }
        checkAgrees(current, label, group, row);
        current.countRow();
        rows.add(current.index(), time, number);
    }

    /** Adds the next value of the last row. */
    public void addValue(double value, Location row) throws MalformedFileException {
        row.require(rows.addValue(value), "a file with more than 2^31 - 9 values is not read; split it");
    }

    private void checkAgrees(LongRows.Id known, @Nullable String label, @Nullable Integer group, Location row)
            throws MalformedFileException {
        if (!Objects.equals(label, known.label())) {
            throw row.problem(
                    "id %s has label %s here, but %s in an earlier %s",
                    PlainText.quote(known.name()),
                    PlainText.quote(String.valueOf(label)),
                    PlainText.quote(String.valueOf(known.label())),
                    words.row());
        }
        if (!Objects.equals(group, known.group())) {
            throw row.problem(
                    "id %s has group %s here, but %s in an earlier %s",
                    PlainText.quote(known.name()), String.valueOf(group), String.valueOf(known.group()), words.row());
        }
    }

    /** Gives the last part, with the notes on all. */
    public void end() throws IOException {
        SeriesSet last = build(before == 0);
        ends.tell();
        reordered += rows.reordered();
        if (reordered > 0) {
            options.notes()
                    .accept(new ReadNote(
                            file,
                            ReadNote.Kind.ORDER,
                            "the rows of " + reordered + " of " + (before + ids.size())
                                    + " series are not in the order of their times; they were put in it"));
        }
        reader.accept(last);
    }

    /** {@return the series since the last part} */
    private SeriesSet build(boolean labelled) throws MalformedFileException {
        int[] lengths = ids.values().stream().mapToInt(LongRows.Id::rows).toArray();
        SeriesBuilder builder = SeriesAssembly.padded(file, lengths, features.size(), precision)
                .featureNames(features)
                .ids(List.copyOf(ids.keySet()));
        addCells(builder, rows.order(ids.values()));
        if (labelled && ids.values().stream().allMatch(id -> id.label() != null)) {
            LabelColumn column = new LabelColumn();
            ids.values().forEach(id -> column.add(String.valueOf(id.label())));
            column.addTo(builder);
        }
        List<Integer> groups = ids.values().stream()
                .map(LongRows.Id::group)
                .filter(Objects::nonNull)
                .toList();
        if (groups.size() == ids.size()) {
            builder.groups(groups.stream().mapToInt(Integer::intValue).toArray());
        }
        return builder.build();
    }

    private void addCells(SeriesBuilder builder, IntUnaryOperator order) throws MalformedFileException {
        int width = features.size();
        int place = 0;
        int[] lengths = new int[ids.size()];
        boolean timed = options.missing() == MissingValues.LINEAR;
        for (LongRows.Id id : ids.values()) {
            double[] values = new double[id.rows() * width];
            double[] rowTimes = new double[id.rows()];
            for (int time = 0; time < id.rows(); time++) {
                int row = order.applyAsInt(place++);
                rows.copyRow(row, values, time * width);
                rowTimes[time] = timed ? rows.time(row) : time;
            }
            Supplier<Location> series = () ->
                    new Location(file, "id " + PlainText.quote(id.name())).inside("series %d", before + id.index());
            lengths[id.index()] = ends.next(values, width, series);
            double[] real = Arrays.copyOf(values, lengths[id.index()] * width);
            options.missing().fill(real, width, rowTimes, series);
            builder.cells(id.index() * builder.steps() * width, DoubleBuffer.wrap(real));
        }
        builder.lengths(lengths);
    }
}
