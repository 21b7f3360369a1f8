package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.ReadOut;
import io.unfade.report.draw.Seconds;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.draw.TimeDirection;
import org.jfree.chart.LegendItemCollection;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One or several maps of time by feature in colours: time to the right and features downwards, or the other way round,
 * each with its own colour bar. Several maps have axes of the same size at the same place, so that a cell is found again
 * in all of them.
 */
public final class HeatMapFigure extends Figure {
    private static final int COLUMN_GAP = 18;

    /** Wider than a figure with names of usual length. */
    private static final int WIDE = 580;

    private final List<Panel> panels;
    private final boolean stacked;
    private final TimeDirection direction;
    private final HeatMapLayout layout;
    private final HeatMapLayout.Axes axes;

    /**
     * One map of a figure.
     *
     * @param title what it shows; may be empty if it is the figure's only map
     * @param map the numbers
     * @param scale how they become colours
     * @param outline cells to draw a border around, such as those known to be informative
     */
    public record Panel(
            String title,
            CellMap map,
            ColorScale scale,
            @Nullable CellMask outline) {
        /** Checks that the outline fits the map. */
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

        /** {@return the same map with a border around some cells; null for none} */
        public Panel withOutline(@Nullable CellMask cells) {
            return new Panel(title, map, scale, cells);
        }
    }

    private HeatMapFigure(
            String title,
            List<Panel> panels,
            boolean stacked,
            TimeDirection direction,
            HeatMapLayout.Axes axes,
            HeatMapLayout layout) {
        super(title);
        this.panels = panels;
        this.stacked = stacked;
        this.direction = direction;
        this.axes = axes;
        this.layout = layout;
    }

    /** {@return a figure of one map} */
    public static HeatMapFigure of(String title, CellMap map, ColorScale scale) {
        return stacked(title, List.of(Panel.of("", map, scale)));
    }

    /**
     * {@return a figure of maps below one another that share the time axis}
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure stacked(String title, List<Panel> panels) {
        return checked(title, panels, true, TimeDirection.RIGHT);
    }

    /**
     * {@return a figure of maps beside one another that share the feature axis; a page may wrap them}
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure sideBySide(String title, List<Panel> panels) {
        return checked(title, panels, false, TimeDirection.RIGHT);
    }

    /**
     * {@return a figure of maps beside one another, time downwards and features to the right, so that an image whose rows
     * are the time steps stands upright; a page may wrap them}
     *
     * <p>Cells are squares, unless there are so many more along one side that the other would be too short to see.
     *
     * @throws IllegalArgumentException if there is no map or their numbers of steps or features differ
     */
    public static HeatMapFigure upright(String title, List<Panel> panels) {
        return checked(title, panels, false, TimeDirection.DOWN);
    }

    private static HeatMapFigure checked(String title, List<Panel> panels, boolean stacked, TimeDirection direction) {
        Require.argument(!panels.isEmpty(), "figure '%s' needs at least one map", title);
        CellMap first = panels.get(0).map();
        for (Panel panel : panels) {
            Require.argument(
                    panel.map().steps() == first.steps() && panel.map().features() == first.features(),
                    "the maps of figure '%s' must all have %d steps and %d features, but '%s' has %d and %d",
                    title,
                    first.steps(),
                    first.features(),
                    panel.title(),
                    panel.map().steps(),
                    panel.map().features());
        }
        return of(title, List.copyOf(panels), stacked, direction, HeatMapLayout.Axes.PLAIN);
    }

    private static HeatMapFigure of(
            String title, List<Panel> panels, boolean stacked, TimeDirection direction, HeatMapLayout.Axes axes) {
        HeatMapLayout layout = new HeatMapLayout(panels, direction, axes);
        return new HeatMapFigure(title, panels, stacked, direction, axes, layout);
    }

    /**
     * {@return the same figure with time in seconds instead of steps, and bars above the maps at times of interest}
     *
     * @param label what time is counted from, with its unit, such as {@code time from onset (s)}
     * @param firstSeconds time of step 0; may be negative
     * @param stepSeconds from one step to the next
     * @param bands such as blocks of a task; may be empty
     * @throws IllegalArgumentException if time runs downwards, or steps are not more than 0 s apart
     */
    public HeatMapFigure withSeconds(String label, double firstSeconds, double stepSeconds, List<TimeBand> bands) {
        Require.argument(
                direction == TimeDirection.RIGHT,
                "time of figure '%s' must run to the right to be in seconds",
                title());
        Seconds seconds = new Seconds(firstSeconds, stepSeconds);
        return of(title(), panels, stacked, direction, axes.withTime(label, seconds, bands));
    }

    /**
     * {@return the same figure with another word for features, and names of them as long as wanted where they run downwards}
     *
     * @param label what a feature is, such as {@code region}
     * @param nameWidth the room of the longest name in points, about 6 for a letter; longer ones lose their middle
     */
    public HeatMapFigure withFeatures(String label, int nameWidth) {
        return of(title(), panels, stacked, direction, axes.withFeatures(label, nameWidth));
    }

    @Override
    public boolean wide() {
        return super.wide() || layout.width() > WIDE;
    }

    /** {@return the maps} */
    public List<Panel> panels() {
        return panels;
    }

    @Override
    public Sheet sheet() {
        int columns = stacked ? 1 : panels.size();
        int width = columns * layout.width() + (columns - 1) * COLUMN_GAP;
        Sheet sheet = new Sheet(width, layout.height(panels.size() / columns));
        for (int i = 0; i < columns; i++) {
            List<Panel> column = stacked ? panels : List.of(panels.get(i));
            sheet.addBeside(layout.sheet(column), i * (layout.width() + COLUMN_GAP));
        }
        LegendItemCollection items = legendItems();
        if (items.getItemCount() > 0) {
            sheet.addBelow(Look.legend(items), layout.left());
        }
        return sheet;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        if (panels.stream().anyMatch(panel -> panel.map().hasAbsent())) {
            items.add(Look.areaItem(Look.NO_DATA_LABEL, Look.NO_DATA));
        }
        if (panels.stream().anyMatch(panel -> panel.outline() != null)) {
            items.add(MaskOutline.legendItem());
        }
        layout.addBandsTo(items);
        return items;
    }

    @Override
    public List<ReadOut> readOuts() {
        return panels.stream().map(layout::readOut).toList();
    }

    @Override
    public List<Figure> parts() {
        if (stacked || panels.size() == 1) {
            return List.of(this);
        }
        List<Figure> parts = new ArrayList<>(panels.size());
        for (Panel panel : panels) {
            parts.add(new HeatMapFigure(title() + ": " + panel.title(), List.of(panel), true, direction, axes, layout));
        }
        return parts;
    }

    @Override
    public List<String> notes() {
        List<String> notes = panels.stream()
                .flatMap(panel -> new Grid(panel.map(), panel.scale().reduction(), direction).notes().stream())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (panels.size() > 1) {
            notes.add("Each map has its own colour scale.");
        }
        return notes;
    }

    @Override
    public String altText() {
        CellMap first = panels.get(0).map();
        String shape = direction == TimeDirection.RIGHT
                ? "%,d time steps from left to right, %,d features from top to bottom."
                : "%,d time steps from top to bottom, %,d features from left to right.";
        return panels.stream()
                .map(this::describe)
                .collect(Collectors.joining(
                        " ",
                        "Heat map: " + String.format(Locale.ROOT, shape, first.steps(), first.features()) + " ",
                        ""));
    }

    private String describe(Panel panel) {
        CellMap map = panel.map();
        double[] present = map.present();
        String name = panel.title().isBlank() ? "" : panel.title() + ": ";
        if (present.length == 0) {
            return name + "no data.";
        }
        int peak = map.peak();
        int at = peak / map.features();
        int feature = peak % map.features();
        return String.format(
                Locale.ROOT,
                "%s%s from %s to %s, strongest (%s) at %s, feature %s.",
                name,
                panel.scale().label(),
                ShortNumberFormat.three(present[0]),
                ShortNumberFormat.three(present[present.length - 1]),
                ShortNumberFormat.three(map.value(at, feature)),
                axes.written(at),
                map.featureNames().get(feature));
    }
}
