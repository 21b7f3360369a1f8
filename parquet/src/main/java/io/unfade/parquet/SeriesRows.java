package io.unfade.parquet;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesAssembly;
import io.unfade.data.source.SeriesEnds;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Series of rows, until all of them, or those of a part, are there and become a set. Cells are held in the precision of the
 * file, and let go while they are copied into the set.
 */
final class SeriesRows {
    private final Path table;
    private final ReadOptions options;
    private final SeriesEnds ends;
    private final List<Object> cells = new ArrayList<>(); // float[] or double[]
    private final List<Integer> lengths = new ArrayList<>();
    private final Column<String> ids = new Column<>("id");
    private final Column<String> labels = new Column<>("label");
    private final Column<Integer> groups = new Column<>("group");
    private final Column<byte[]> references = new Column<>("reference");
    private final Column<byte[]> distractors = new Column<>("distractor");
    private final Column<byte[]> onTask = new Column<>("on_task");
    private int before; // series of earlier parts
    private long held; // cells
    private long most = Long.MAX_VALUE; // cells that may be held
    private int features;
    private @Nullable Precision precision;
    private @Nullable List<String> names; // of features
    private @Nullable List<String> classes;

    SeriesRows(Path table, ReadOptions options) {
        this.table = table;
        this.options = options;
        ends = new SeriesEnds(new Location(table, ""), options);
    }

    /** What is in a column of all rows, or of none. */
    private static final class Column<T> {
        private final String name;
        private final List<T> values = new ArrayList<>();

        Column(String name) {
            this.name = name;
        }

        void add(@Nullable T value, int rowsBefore, Location row) throws IOException {
            row.require(
                    (value == null) == values.isEmpty() || rowsBefore == 0,
                    value == null
                            ? "it has no %s, but the rows before have one"
                            : "it has a %s, but the rows before have none",
                    name);
            if (value != null) {
                values.add(value);
            }
        }
    }

    /** Begins a file. */
    void begin(ParquetFile file, SeriesColumns columns) throws IOException {
        Location whole = new Location(file.path(), "");
        Precision found = columns.isSingle() ? Precision.SINGLE : Precision.DOUBLE;
        boolean first = precision == null;
        whole.require(first || found == precision, "has values of another precision than the files before");
        List<String> own = columns.featureNames();
        whole.require(first || own == null || own.equals(names), "has other names of features than the files before");
        precision = found;
        names = first ? own : names;
        classes = first ? columns.classNames() : classes;
        most = (first ? 0 : most) + file.mostValues();
    }

    /** {@return whether the series since the last part have so many cells, or more} */
    boolean fills(long wanted) {
        return held >= wanted;
    }

    /** Adds the next row of a row group. */
    void add(SeriesTable.SeriesCells row, Location place) throws IOException {
        int count = lengths.size();
        String id = row.id(place);
        place.require(!row.hasId() || (id != null && !id.isBlank()), "it has no id");
        ids.add(id, count, place);
        labels.add(row.label(place), count, place);
        groups.add(group(row.group(place), place), count, place);
        ListCells values = row.values();
        values.read(place);
        int given = length(row.length(place), values.length(), place);
        features = before + count == 0 ? values.width() : features;
        place.require(
                values.width() == features,
                "it has %d features, but the series before have %d",
                values.width(),
                features);
        references.add(mask(row.reference(), values, "reference", features, place), count, place);
        distractors.add(mask(row.distractor(), values, "distractor", features, place), count, place);
        onTask.add(mask(row.onTask(), values, "on_task", 1, place), count, place);
        addCells(values.values(given), () -> place.inside("series %d", before + count));
        place.require(held <= most, "there are more values than the size of the file allows");
    }

    private static int length(@Nullable Long length, int steps, Location place) throws IOException {
        if (length == null) {
            return steps;
        }
        place.require(length >= 1 && length <= steps, "its length must be in 1..%d, but is %d", steps, length);
        return length.intValue();
    }

    private static @Nullable Integer group(@Nullable Long group, Location place) throws IOException {
        if (group == null) {
            return null;
        }
        place.require(group == group.intValue(), "its group must have 32 bits, but is %d", group);
        return group.intValue();
    }

    private void addCells(double[] given, Supplier<Location> place) throws IOException {
        int steps = ends.next(given, features, place);
        double[] real = steps * features < given.length ? Arrays.copyOf(given, steps * features) : given;
        options.missing().fill(real, features, place);
        cells.add(precision == Precision.SINGLE ? singles(real) : real);
        lengths.add(steps);
        held += real.length;
    }

    private static float[] singles(double[] values) {
        float[] singles = new float[values.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = (float) values[i];
        }
        return singles;
    }

    private static byte @Nullable [] mask(
            @Nullable ListCells column, ListCells values, String name, int width, Location place) throws IOException {
        if (column == null) {
            return null;
        }
        column.read(place);
        place.require(
                column.length() == values.length() && column.width() == width,
                "its %s has %d steps of %d values, but must have %d of %d",
                name,
                column.length(),
                column.width(),
                values.length(),
                width);
        double[] cells = column.values(column.length());
        byte[] mask = new byte[cells.length];
        for (int i = 0; i < mask.length; i++) {
            place.require(cells[i] == 0 || cells[i] == 1, "its %s must hold 0 and 1, but holds %s", name, cells[i]);
            mask[i] = (byte) cells[i];
        }
        return mask;
    }

    /**
     * {@return a set of the series since the last part, which are forgotten}
     *
     * @param last whether there are no more; labels are only in a set of all series
     */
    SeriesSet part(boolean last) throws IOException {
        int[] known = lengths.stream().mapToInt(Integer::intValue).toArray();
        SeriesBuilder builder =
                SeriesAssembly.padded(table, known, features, precision == null ? Precision.DOUBLE : precision);
        fill(builder);
        Location whole = new Location(table, "");
        if (names != null) {
            whole.require(names.size() == features, "names %d features, but has %d", names.size(), features);
            builder.featureNames(names);
        }
        if (!ids.values.isEmpty()) {
            builder.ids(ids.values);
        } else if (before > 0) {
            builder.ids(IntStream.range(before, before + known.length)
                    .mapToObj(Integer::toString)
                    .toList());
        }
        if (!groups.values.isEmpty()) {
            builder.groups(groups.values.stream().mapToInt(Integer::intValue).toArray());
        }
        if (last && before == 0) {
            addLabelsAndMasks(builder);
        }
        before += known.length;
        clear();
        try {
            return builder.build();
        } catch (IllegalArgumentException e) { // masks that contradict each other
            throw whole.problem("%s", String.valueOf(e.getMessage()));
        }
    }

    private void fill(SeriesBuilder builder) {
        int stride = builder.steps() * builder.features();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) instanceof float[] singles) {
                builder.cells(i * stride, FloatBuffer.wrap(singles));
            } else if (cells.get(i) instanceof double[] doubles) {
                builder.cells(i * stride, DoubleBuffer.wrap(doubles));
            }
            cells.set(i, "");
        }
    }

    private void addLabelsAndMasks(SeriesBuilder builder) {
        if (!labels.values.isEmpty()) {
            LabelColumn column = new LabelColumn();
            labels.values.forEach(column::add);
            boolean known = classes != null && classes.containsAll(labels.values);
            column.addTo(builder, known && classes != null ? classes : List.of());
        }
        int features = builder.features();
        if (!references.values.isEmpty()) {
            builder.reference(padded(references.values, builder.steps() * features));
        }
        if (!distractors.values.isEmpty()) {
            builder.distractor(padded(distractors.values, builder.steps() * features));
        }
        if (!onTask.values.isEmpty()) {
            builder.onTask(padded(onTask.values, builder.steps()));
        }
    }

    private static byte[] padded(List<byte[]> masks, int stride) {
        byte[] all = new byte[masks.size() * stride];
        for (int i = 0; i < masks.size(); i++) {
            System.arraycopy(masks.get(i), 0, all, i * stride, Math.min(stride, masks.get(i).length));
        }
        return all;
    }

    private void clear() {
        cells.clear();
        lengths.clear();
        List.of(ids, labels, groups, references, distractors, onTask).forEach(column -> column.values.clear());
        held = 0;
    }

    /** Tells which series were shortened, after the last. */
    void tell() {
        ends.tell();
    }
}
