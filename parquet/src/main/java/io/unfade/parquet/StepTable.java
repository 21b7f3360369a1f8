package io.unfade.parquet;

import io.unfade.check.IOConsumer;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.LongTable;
import io.unfade.data.source.ReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a table of which a row is a step. */
final class StepTable {
    private final Path path;
    private final StepTimes times;
    private final List<String> names;
    private final LongTable table;
    private long row; // of the table
    private boolean labelled;
    private boolean grouped;
    private long values;
    private long most; // values that there may be

    private StepTable(
            Path path, StepColumns first, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader) {
        this.path = path;
        times = new StepTimes(first.time().getPrimitiveType());
        names = first.names();
        LongTable.Words words = new LongTable.Words("row", times::inWords);
        table = new LongTable(path, words, names, first.precision(), options, cells, reader);
    }

    /** Reads a table, part by part if the rows of each series follow each other. */
    static void read(Path path, List<Path> files, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        long part = cells == Long.MAX_VALUE || !isBySeries(files) ? Long.MAX_VALUE : cells;
        StepColumns first;
        try (ParquetFile file = ParquetFile.open(files.get(0))) {
            first = StepColumns.of(file);
        }
        StepTable reading = new StepTable(path, first, options, part, reader);
        for (Path each : files) {
            try (ParquetFile file = ParquetFile.open(each)) {
                reading.read(file);
            }
        }
        reading.table.end();
    }

    private static boolean isBySeries(List<Path> files) throws IOException {
        Set<String> seen = new HashSet<>();
        String last = "";
        for (Path path : files) {
            try (ParquetFile file = ParquetFile.open(path)) {
                ColumnDescriptor column = StepColumns.of(file).id();
                for (RowGroup group : file.groups()) {
                    ColumnCells ids = file.column(group, column);
                    while (ids.next()) {
                        String id = ids.isPresent() ? ids.text() : "";
                        if (!id.equals(last) && !seen.add(id)) {
                            return false;
                        }
                        last = id;
                    }
                }
            }
        }
        return true;
    }

    private void read(ParquetFile file) throws IOException {
        StepColumns columns = StepColumns.of(file);
        Location whole = new Location(file.path(), "");
        whole.require(
                columns.names().equals(names),
                "has the features %s, but the files before %s",
                String.join(", ", columns.names()),
                String.join(", ", names));
        times.check(columns.time().getPrimitiveType(), whole);
        most += file.mostValues();
        Partition partition = Partition.of(path, file.path());
        long inFile = 0;
        for (RowGroup group : file.groups()) {
            Cells cells = new Cells(file, columns, group, partition);
            for (long i = 0; i < group.getNum_rows(); i++) {
                add(cells, file.row(inFile++));
            }
        }
    }

    private void add(Cells cells, Location place) throws IOException {
        next(cells.id, place);
        String id = cells.id.isPresent() ? cells.id.text() : "";
        table.next(id, place);
        next(cells.time, place);
        double time = times.of(cells.time, place);
        String label = cells.label(place);
        Integer group = cells.group(place);
        labelled = isThere(label, "label", labelled, place);
        grouped = isThere(group, "group", grouped, place);
        table.add(id, time, row++, label, group, place);
        for (ColumnCells feature : cells.features) {
            next(feature, place);
            table.addValue(feature.isPresent() ? feature.number() : Double.NaN, place);
        }
        values += cells.features.size();
        place.require(values <= most, "there are more values than the size of the file allows");
    }

    /** {@return whether a value is there, as it must be in all rows or in none} */
    private boolean isThere(@Nullable Object value, String name, boolean before, Location place) throws IOException {
        boolean there = value != null;
        place.require(
                row == 0 || there == before,
                there ? "has a %s, but the rows before have none" : "has no %s, but the rows before have one",
                name);
        return there;
    }

    private static void next(ColumnCells cells, Location place) throws IOException {
        place.require(cells.next(), "is damaged: a column has fewer rows than the file");
    }

    /** The columns of a row group, side by side. */
    private static final class Cells {
        private final Partition partition;
        private final ColumnCells id;
        private final ColumnCells time;
        private final @Nullable ColumnCells label;
        private final @Nullable ColumnCells group;
        private final List<ColumnCells> features = new ArrayList<>();

        Cells(ParquetFile file, StepColumns columns, RowGroup rows, Partition partition) throws IOException {
            this.partition = partition;
            id = file.column(rows, columns.id());
            time = file.column(rows, columns.time());
            label = columns.label() == null ? null : file.column(rows, columns.label());
            group = columns.group() == null ? null : file.column(rows, columns.group());
            for (ColumnDescriptor feature : columns.features()) {
                features.add(file.column(rows, feature));
            }
        }

        @Nullable
        String label(Location place) throws IOException {
            if (label == null) {
                return partition.label();
            }
            next(label, place);
            if (!label.isPresent()) {
                return null;
            }
            String text = label.text().strip();
            place.require(!text.isEmpty(), "has an empty label");
            return text;
        }

        @Nullable
        Integer group(Location place) throws IOException {
            Long found = partition.group();
            if (group != null) {
                next(group, place);
                found = group.isPresent() ? Long.valueOf(group.whole()) : null;
            }
            if (found == null) {
                return null;
            }
            place.require(found == found.intValue(), "its group must have 32 bits, but is %d", found);
            return found.intValue();
        }
    }
}
