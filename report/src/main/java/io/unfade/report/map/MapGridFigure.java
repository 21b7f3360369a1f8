package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.draw.TimeDirection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Many small maps in rows and columns, such as an image and its saliency in two models for some digits: time downwards and
 * features to the right unless said otherwise, square cells. Each column has a colour scale, with its bar below.
 */
public final class MapGridFigure extends Figure {
    private static final String DOWNWARDS = "top to bottom";
    private static final String TO_THE_RIGHT = "left to right";

    private final List<Column> columns;
    private final List<Row> rows;
    private final TimeDirection direction;

    /**
     * What the maps below one another have in common.
     *
     * @param title of the column
     * @param scale how numbers become colours
     * @param shared whether a colour stands for the same number in all maps of the column; otherwise each map has its own
     *     limits, and colours compare cells of one map only
     */
    public record Column(String title, ColorScale scale, boolean shared) {
        /** {@return a column in which a colour stands for the same number everywhere} */
        public static Column shared(String title, ColorScale scale) {
            return new Column(title, scale, true);
        }

        /** {@return a column in which each map has limits of its own} */
        public static Column each(String title, ColorScale scale) {
            return new Column(title, scale, false);
        }
    }

    /**
     * Maps beside one another.
     *
     * @param name what they belong to
     * @param maps one for each column
     */
    public record Row(String name, List<CellMap> maps) {
        /** Copies the list. */
        public Row {
            maps = List.copyOf(maps);
        }
    }

    private MapGridFigure(String title, List<Column> columns, List<Row> rows, TimeDirection direction) {
        super(title);
        this.columns = columns;
        this.rows = rows;
        this.direction = direction;
    }

    /**
     * {@return the figure of some rows of maps}
     *
     * @param rows from the top
     * @throws IllegalArgumentException if there is no row or column, a row has not a map for each column, or the numbers
     *     of steps or features differ
     */
    public static MapGridFigure of(String title, List<Column> columns, List<Row> rows) {
        Require.argument(!columns.isEmpty() && !rows.isEmpty(), "figure '%s' needs a row and a column", title);
        for (Row row : rows) {
            Require.argument(
                    row.maps().size() == columns.size(),
                    "row '%s' of figure '%s' must have a map for each of the %d columns, but has %d",
                    row.name(),
                    title,
                    columns.size(),
                    row.maps().size());
        }
        CellMap first = rows.get(0).maps().get(0);
        for (Row row : rows) {
            for (CellMap map : row.maps()) {
                Require.argument(
                        map.steps() == first.steps() && map.features() == first.features(),
                        "the maps of figure '%s' must all have %d steps and %d features, but one of row '%s' has %d"
                                + " and %d",
                        title,
                        first.steps(),
                        first.features(),
                        row.name(),
                        map.steps(),
                        map.features());
            }
        }
        return new MapGridFigure(title, List.copyOf(columns), List.copyOf(rows), TimeDirection.DOWN);
    }

    /**
     * {@return the same figure with time to the right and features downwards: images whose columns are the time steps stand
     * upright}
     */
    public MapGridFigure withTimeToTheRight() {
        return new MapGridFigure(title(), columns, rows, TimeDirection.RIGHT);
    }

    List<Column> columns() {
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    TimeDirection direction() {
        return direction;
    }

    /** {@return the maps of a column, from the top} */
    List<CellMap> maps(int column) {
        return rows.stream().map(row -> row.maps().get(column)).toList();
    }

    private Stream<CellMap> maps() {
        return rows.stream().flatMap(row -> row.maps().stream());
    }

    boolean hasAbsent() {
        return maps().anyMatch(CellMap::hasAbsent);
    }

    @Override
    public Sheet sheet() {
        return new MapGridLayout(this).sheet();
    }

    @Override
    public boolean wide() {
        return new MapGridLayout(this).width() > PlotSheet.WIDTH;
    }

    @Override
    public List<ReadOut> readOuts() {
        return new MapGridLayout(this).readOuts();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColorScale scale = columns.get(i).scale();
            notes.addAll(new Grid(rows.get(0).maps().get(i), scale.reduction(), direction).notes());
        }
        List<String> distinct = notes.stream().distinct().collect(Collectors.toCollection(ArrayList::new));
        String own = columns.stream()
                .filter(column -> !column.shared())
                .map(column -> "'" + column.title() + "'")
                .collect(Collectors.joining(" and "));
        if (!own.isEmpty()) {
            distinct.add("Each map of " + own + " has its own colour scale.");
        }
        return distinct;
    }

    @Override
    public String altText() {
        CellMap first = rows.get(0).maps().get(0);
        boolean down = direction == TimeDirection.DOWN;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Grid of heat maps, %d rows and %d columns. Each: %,d time steps from %s, %,d features from %s.",
                rows.size(),
                columns.size(),
                first.steps(),
                down ? DOWNWARDS : TO_THE_RIGHT,
                first.features(),
                down ? TO_THE_RIGHT : DOWNWARDS));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int index = i;
            String peaks = rows.stream().map(row -> describe(row, index)).collect(Collectors.joining("; "));
            text.append(String.format(
                    Locale.ROOT,
                    " Column %s: %s, strongest at %s.",
                    column.title(),
                    column.scale().label(),
                    peaks));
        }
        return text.toString();
    }

    private static String describe(Row row, int column) {
        CellMap map = row.maps().get(column);
        int peak = map.peak();
        if (peak < 0) {
            return row.name() + ": no data";
        }
        int time = peak / map.features();
        int feature = peak % map.features();
        return String.format(
                Locale.ROOT,
                "%s: step %d, feature %s (%s)",
                row.name(),
                time,
                map.featureNames().get(feature),
                ShortNumberFormat.three(map.value(time, feature)));
    }
}
