package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Seconds;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.draw.TimeDirection;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Heat maps of time by feature in rows and columns: a few large ones, each with its own colour bar, or many small ones
 * with a bar per column, such as an image and its saliency in two models for some digits. All maps have the same axes
 * at the same position, so that a cell is easy to find in each.
 */
public final class HeatMapFigure extends Figure {
    /** Wider than a figure with names of typical length. */
    private static final int WIDE = 580;

    private final Maps maps;
    private final List<List<Panel>> shown;
    private final MapAxes axes;
    private final MapLayout layout;

    /**
     * One map of a figure.
     *
     * @param title may be empty if it is the figure's only map
     * @param map the numbers
     * @param scale maps them to colours
     * @param outline cells to outline, such as those known to be informative
     */
    public record Panel(
            String title,
            CellMap map,
            ColorScale scale,
            @Nullable CellMask outline) {
        /** Checks that the outline matches the map. */
        public Panel {
            Require.argument(
                    outline == null || (outline.steps() == map.steps() && outline.features() == map.features()),
                    "the outline of '%s' must have the %d steps and %d features of its map",
                    title,
                    map.steps(),
                    map.features());
        }

        /** {@return a map without outline} */
        public static Panel of(String title, CellMap map, ColorScale scale) {
            return new Panel(title, map, scale, null);
        }

        /** {@return a copy with an outline of some cells; null for none} */
        public Panel withOutline(@Nullable CellMask cells) {
            return new Panel(title, map, scale, cells);
        }
    }

    /**
     * A column of small maps.
     *
     * @param title of the column
     * @param scale maps numbers to colours
     * @param shared whether all maps of the column share limits; otherwise each has its own, and colours compare cells
     *     of one map only
     */
    public record Column(String title, ColorScale scale, boolean shared) {
        /** {@return a column with shared limits} */
        public static Column shared(String title, ColorScale scale) {
            return new Column(title, scale, true);
        }

        /** {@return a column with limits per map} */
        public static Column each(String title, ColorScale scale) {
            return new Column(title, scale, false);
        }
    }

    /**
     * A row of small maps.
     *
     * @param name of the row
     * @param maps one per column
     */
    public record Row(String name, List<CellMap> maps) {
        /** Copies the list. */
        public Row {
            maps = List.copyOf(maps);
        }
    }

    private HeatMapFigure(String title, Maps maps, MapAxes axes) {
        this(title, maps, maps.rows(), axes, new MapLayout(maps, axes));
    }

    private HeatMapFigure(String title, Maps maps, List<List<Panel>> shown, MapAxes axes, MapLayout layout) {
        super(title);
        this.maps = maps;
        this.shown = shown;
        this.axes = axes;
        this.layout = layout;
    }

    /** {@return a figure of one map} */
    public static HeatMapFigure of(String title, CellMap map, ColorScale scale) {
        return stacked(title, List.of(Panel.of("", map, scale)));
    }

    /**
     * {@return a figure of stacked maps that share the time axis}
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure stacked(String title, List<Panel> panels) {
        return large(title, panels.stream().map(List::of).toList(), TimeDirection.RIGHT);
    }

    /**
     * {@return a figure of maps side by side that share the feature axis; a page may wrap them}
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure sideBySide(String title, List<Panel> panels) {
        return large(title, List.of(List.copyOf(panels)), TimeDirection.RIGHT);
    }

    /**
     * {@return a figure of maps side by side, time downwards and features to the right, so that images with rows as
     * time steps are upright; a page may wrap them}
     *
     * <p>Cells are square, unless this would make one side too short.
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure upright(String title, List<Panel> panels) {
        return large(title, List.of(List.copyOf(panels)), TimeDirection.DOWN);
    }

    /**
     * {@return a figure of maps in rows, such as two of two}
     *
     * @param rows from the top, each with as many maps
     * @throws IllegalArgumentException if there is no map, a row has more maps than another, or their numbers of steps or
     *     features differ
     */
    public static HeatMapFigure tiled(String title, List<List<Panel>> rows) {
        for (List<Panel> row : rows) {
            Require.argument(
                    row.size() == rows.get(0).size(),
                    "the rows of figure '%s' must have as many maps each, but one has %d and the first %d",
                    title,
                    row.size(),
                    rows.get(0).size());
        }
        return large(title, rows, TimeDirection.RIGHT);
    }

    private static HeatMapFigure large(String title, List<List<Panel>> rows, TimeDirection direction) {
        Require.argument(!rows.isEmpty() && !rows.get(0).isEmpty(), "figure '%s' needs at least one map", title);
        Maps maps = Maps.large(rows);
        maps.panels().forEach(panel -> requireSize(title, maps.first(), panel.map(), "'" + panel.title() + "'"));
        return new HeatMapFigure(title, maps, MapAxes.of(direction));
    }

    /**
     * {@return a figure of small maps in rows and columns, time downwards, features to the right, with square cells}
     *
     * @param rows from the top
     * @throws IllegalArgumentException if there is no row or column, a row does not have one map per column, or the
     *     numbers of steps or features differ
     */
    public static HeatMapFigure grid(String title, List<Column> columns, List<Row> rows) {
        Require.argument(!columns.isEmpty() && !rows.isEmpty(), "figure '%s' needs a row and a column", title);
        List<List<Panel>> panels = new ArrayList<>();
        for (Row row : rows) {
            Require.argument(
                    row.maps().size() == columns.size(),
                    "row '%s' of figure '%s' must have a map for each of the %d columns, but has %d",
                    row.name(),
                    title,
                    columns.size(),
                    row.maps().size());
            List<Panel> line = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                CellMap map = row.maps().get(i);
                requireSize(title, rows.get(0).maps().get(0), map, "one of row '" + row.name() + "'");
                String heading = panels.isEmpty() ? columns.get(i).title() : "";
                line.add(Panel.of(heading, map, columns.get(i).scale()));
            }
            panels.add(List.copyOf(line));
        }
        List<String> names = rows.stream().map(Row::name).toList();
        Maps maps = new Maps(List.copyOf(panels), names, List.copyOf(columns), null);
        return new HeatMapFigure(title, maps, MapAxes.of(TimeDirection.DOWN));
    }

    private static void requireSize(String title, CellMap first, CellMap map, String which) {
        Require.argument(
                map.steps() == first.steps() && map.features() == first.features(),
                "the maps of figure '%s' must all have %d steps and %d features, but %s has %d and %d",
                title,
                first.steps(),
                first.features(),
                which,
                map.steps(),
                map.features());
    }

    /** {@return a square matrix with named rows and columns, with numbers in its cells} */
    static HeatMapFigure matrix(
            String title, CellMap map, ColorScale scale, String rowLabel, String columnLabel, CellNumbers numbers) {
        Maps maps = new Maps(List.of(List.of(Panel.of("", map, scale))), List.of(), List.of(), numbers);
        MapAxes axes = MapAxes.of(TimeDirection.DOWN)
                .withStepNames(rowLabel, map.featureNames())
                .withFeatures(columnLabel, NameAxis.MAX_NAME_WIDTH);
        return new HeatMapFigure(title, maps, axes);
    }

    /** {@return a copy with time to the right and features downwards: images with columns as time steps are upright} */
    public HeatMapFigure withTimeToTheRight() {
        return new HeatMapFigure(title(), maps, axes.withDirection(TimeDirection.RIGHT));
    }

    /**
     * {@return a copy with time in seconds instead of steps, and bars above the maps for periods of interest}
     *
     * @param label of the time axis, with its unit, such as {@code time from onset (s)}
     * @param firstSeconds time of step 0; may be negative
     * @param stepSeconds from one step to the next
     * @param bands such as blocks of a task; may be empty
     * @throws IllegalArgumentException if time runs downwards, or the step is not positive
     */
    public HeatMapFigure withSeconds(String label, double firstSeconds, double stepSeconds, List<TimeBand> bands) {
        Require.argument(!axes.down(), "time of figure '%s' must run to the right to be in seconds", title());
        return new HeatMapFigure(title(), maps, axes.withSeconds(label, new Seconds(firstSeconds, stepSeconds), bands));
    }

    /**
     * {@return a copy with another word for features, and another width for their names if they run downwards}
     *
     * @param label word for a feature, such as {@code region}
     * @param nameWidth maximum width of names in points, about 6 per letter; longer ones are shortened in the middle
     */
    public HeatMapFigure withFeatures(String label, int nameWidth) {
        return new HeatMapFigure(title(), maps, axes.withFeatures(label, nameWidth));
    }

    /** {@return a copy whose key says why cells have no data; without it, that they are padding} */
    public HeatMapFigure withAbsent(String label) {
        return new HeatMapFigure(title(), maps.withAbsent(label), axes);
    }

    /** {@return the maps, small ones row by row} */
    public List<Panel> panels() {
        return shown.stream().flatMap(List::stream).toList();
    }

    @Override
    public boolean wide() {
        return super.wide()
                || layout.width(shown.size() > 1 ? shown.get(0).size() : 1) > WIDE
                || (maps.small() && layout.width(maps.columns().size()) > PlotSheet.WIDTH);
    }

    @Override
    public Sheet sheet() {
        return layout.sheet(shown);
    }

    @Override
    public List<ReadOut> readOuts() {
        return panels().stream().map(layout::readOut).toList();
    }

    @Override
    public List<Figure> parts() {
        if (maps.small() || shown.size() > 1 || panels().size() == 1) {
            return List.of(this);
        }
        return panels().stream()
                .<Figure>map(panel ->
                        new HeatMapFigure(title() + ": " + panel.title(), maps, List.of(List.of(panel)), axes, layout))
                .toList();
    }

    @Override
    public List<String> notes() {
        List<String> notes = panels().stream()
                .flatMap(panel -> new MapRaster(panel.map(), axes.direction()).notes().stream())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        String own = maps.columns().stream()
                .filter(column -> !column.shared())
                .map(column -> "'" + column.title() + "'")
                .collect(Collectors.joining(" and "));
        if (!own.isEmpty()) {
            notes.add("Each map of " + own + " has its own colour scale.");
        } else if (!maps.small() && panels().size() > 1 && panels().stream().anyMatch(HeatMapFigure::isScaled)) {
            notes.add("Each map has its own colour scale.");
        }
        return notes;
    }

    /** {@return whether the ends of a panel's colours depend on its numbers} */
    private static boolean isScaled(Panel panel) {
        return panel.scale().kind() != ColorScale.Kind.PERCENT;
    }

    @Override
    public String altText() {
        String shape = axes.inWords(maps.first());
        if (!maps.small()) {
            return "Heat map: " + shape + " "
                    + panels().stream().map(this::describe).collect(Collectors.joining(" "));
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Grid of heat maps, %d rows and %d columns. Each: %s",
                maps.rows().size(),
                maps.columns().size(),
                shape));
        for (int i = 0; i < maps.columns().size(); i++) {
            Column column = maps.columns().get(i);
            List<String> peaks = new ArrayList<>();
            for (int row = 0; row < maps.rows().size(); row++) {
                peaks.add(maps.names().get(row) + ": "
                        + peak(maps.rows().get(row).get(i).map(), "%s, feature %s (%s)"));
            }
            text.append(String.format(
                    Locale.ROOT,
                    " Column %s: %s, strongest at %s.",
                    column.title(),
                    column.scale().label(),
                    String.join("; ", peaks)));
        }
        return text.toString();
    }

    private String describe(Panel panel) {
        double[] present = panel.map().present();
        String name = panel.title().isBlank() ? "" : panel.title() + ": ";
        return present.length == 0
                ? name + "no data."
                : String.format(
                        Locale.ROOT,
                        "%s%s from %s to %s, strongest %s.",
                        name,
                        panel.scale().label(),
                        ShortNumberFormat.three(present[0]),
                        ShortNumberFormat.three(present[present.length - 1]),
                        peak(panel.map(), "(%3$s) at %1$s, feature %2$s"));
    }

    /** {@return the position and value of a map's strongest cell, in a sentence of step, feature and number} */
    private String peak(CellMap map, String sentence) {
        int peak = map.peak();
        if (peak < 0) {
            return "no data";
        }
        int step = peak / map.features();
        int feature = peak % map.features();
        return String.format(
                Locale.ROOT,
                sentence,
                axes.written(step),
                map.featureNames().get(feature),
                ShortNumberFormat.three(map.value(step, feature)));
    }
}
