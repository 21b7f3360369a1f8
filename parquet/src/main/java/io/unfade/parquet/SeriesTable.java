package io.unfade.parquet;

import io.unfade.check.IOConsumer;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a table of which a row is a series. */
final class SeriesTable {
    private static final int MOST_NAMED = 5;

    private final Path table;
    private final ReadOptions options;
    private final long cells;
    private final IOConsumer<? super SeriesSet> reader;
    private final SeriesRows rows;
    private final Set<String> unknown = new LinkedHashSet<>();

    private SeriesTable(Path table, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader) {
        this.table = table;
        this.options = options;
        this.cells = cells;
        this.reader = reader;
        rows = new SeriesRows(table, options);
    }

    static void read(
            Path table, List<Path> files, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        SeriesTable reading = new SeriesTable(table, options, cells, reader);
        for (Path path : files) {
            try (ParquetFile file = ParquetFile.open(path)) {
                reading.read(file);
            }
        }
        reading.end();
    }

    private void read(ParquetFile file) throws IOException {
        SeriesColumns columns = SeriesColumns.of(file);
        columns.unknown().stream().limit(MOST_NAMED - unknown.size()).forEach(unknown::add);
        rows.begin(file, columns);
        Partition partition = Partition.of(table, file.path());
        long row = 0;
        for (RowGroup group : file.groups()) {
            SeriesCells of = new SeriesCells(file, columns, group, partition);
            for (long i = 0; i < group.getNum_rows(); i++) {
                if (rows.fills(cells)) {
                    reader.accept(rows.part(false));
                }
                rows.add(of, file.row(row++));
            }
        }
    }

    private void end() throws IOException {
        SeriesSet last = rows.part(true);
        rows.tell();
        if (!unknown.isEmpty()) {
            String names = unknown.stream().map(PlainText::quote).collect(Collectors.joining(", "));
            String text = "columns that are not known were not read: " + names
                    + "; known are id, values, label, length, group, reference, distractor and on_task";
            options.notes().accept(new ReadNote(table, ReadNote.Kind.UNKNOWN, text));
        }
        reader.accept(last);
    }

    /** The columns of a row group, side by side. */
    static final class SeriesCells {
        private final Partition partition;
        private final ListCells values;
        private final @Nullable ColumnCells id;
        private final @Nullable ColumnCells label;
        private final @Nullable ColumnCells length;
        private final @Nullable ColumnCells group;
        private final @Nullable ListCells reference;
        private final @Nullable ListCells distractor;
        private final @Nullable ListCells onTask;

        SeriesCells(ParquetFile file, SeriesColumns columns, RowGroup rows, Partition partition) throws IOException {
            this.partition = partition;
            values = new ListCells(
                    file.schema(),
                    columns.find(SeriesColumns.VALUES),
                    file.column(rows, columns.find(SeriesColumns.VALUES)),
                    file.mostValues());
            id = flat(file, columns, rows, SeriesColumns.ID);
            label = flat(file, columns, rows, SeriesColumns.LABEL);
            length = flat(file, columns, rows, SeriesColumns.LENGTH);
            group = flat(file, columns, rows, SeriesColumns.GROUP);
            reference = lists(file, columns, rows, SeriesColumns.REFERENCE);
            distractor = lists(file, columns, rows, SeriesColumns.DISTRACTOR);
            onTask = lists(file, columns, rows, SeriesColumns.ON_TASK);
        }

        private static @Nullable ColumnCells flat(ParquetFile file, SeriesColumns columns, RowGroup rows, String name)
                throws IOException {
            return columns.has(name) ? file.column(rows, columns.find(name)) : null;
        }

        private static @Nullable ListCells lists(ParquetFile file, SeriesColumns columns, RowGroup rows, String name)
                throws IOException {
            return columns.has(name)
                    ? new ListCells(
                            file.schema(), columns.find(name), file.column(rows, columns.find(name)), file.mostValues())
                    : null;
        }

        ListCells values() {
            return values;
        }

        /** {@return the next text of a column; null if there is no such column, or nothing in it} */
        private static @Nullable String text(@Nullable ColumnCells column, String name, Location row)
                throws IOException {
            if (column == null) {
                return null;
            }
            row.require(column.next(), "is damaged: the column '%s' has fewer rows than the file", name);
            return column.isPresent() ? column.text() : null;
        }

        private static @Nullable Long whole(@Nullable ColumnCells column, String name, Location row)
                throws IOException {
            if (column == null) {
                return null;
            }
            row.require(column.next(), "is damaged: the column '%s' has fewer rows than the file", name);
            return column.isPresent() ? column.whole() : null;
        }

        boolean hasId() {
            return id != null;
        }

        @Nullable
        String id(Location row) throws IOException {
            return text(id, SeriesColumns.ID, row);
        }

        @Nullable
        String label(Location row) throws IOException {
            return label == null ? partition.label() : text(label, SeriesColumns.LABEL, row);
        }

        @Nullable
        Long length(Location row) throws IOException {
            return whole(length, SeriesColumns.LENGTH, row);
        }

        @Nullable
        Long group(Location row) throws IOException {
            return group == null ? partition.group() : whole(group, SeriesColumns.GROUP, row);
        }

        @Nullable
        ListCells reference() {
            return reference;
        }

        @Nullable
        ListCells distractor() {
            return distractor;
        }

        @Nullable
        ListCells onTask() {
            return onTask;
        }
    }
}
