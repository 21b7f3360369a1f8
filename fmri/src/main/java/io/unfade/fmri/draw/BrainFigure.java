package io.unfade.fmri.draw;

import io.unfade.check.Require;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values on the voxels of a brain in colours: cuts through one place, or a glass brain; one brain, or several in rows
 * and columns. Left is left. Each voxel has one colour; nothing is smoothed.
 *
 * <p>A rotated or flipped grid is drawn in world directions. If all values lie in one slice, only the view onto it is
 * drawn.
 */
public final class BrainFigure extends Figure {
    private final Matrix matrix;
    private final Manner manner;
    private @Nullable Sheet drawn;

    /**
     * Brains next to one another.
     *
     * @param name of the row
     * @param images one for each column
     */
    public record Row(String name, List<BrainImage> images) {
        /** Copies the list. */
        public Row {
            images = List.copyOf(images);
        }
    }

    /** The brains of a figure; a single brain has no names. */
    record Matrix(List<String> columns, List<Row> rows) {
        Stream<BrainImage> images() {
            return rows.stream().flatMap(row -> row.images().stream());
        }

        boolean single() {
            return columns.isEmpty();
        }
    }

    /**
     * How brains are drawn.
     *
     * @param views from left to right
     * @param scales one for each row
     * @param perRow whether rows may have different scales
     * @param place of the cuts, in mm; null for glass brains
     */
    record Manner(List<BrainView> views, List<BrainScale> scales, boolean perRow, double @Nullable [] place) {}

    private BrainFigure(String title, Matrix matrix, Manner manner) {
        super(title);
        this.matrix = matrix;
        this.manner = manner;
    }

    /** {@return three cuts through the place with the largest magnitude} */
    public static BrainFigure cuts(String title, BrainImage image, BrainScale scale) {
        return one(title, image, scale, image.peak());
    }

    /**
     * {@return three cuts through a place: sagittal, coronal and axial}
     *
     * @param x to the right, in mm
     * @param y to the front, in mm
     * @param z upwards, in mm
     * @throws IllegalArgumentException if the place is outside the brain's bounding box
     */
    public static BrainFigure cuts(String title, BrainImage image, BrainScale scale, double x, double y, double z) {
        double[] place = {x, y, z};
        requireInside(title, image, place);
        return one(title, image, scale, place);
    }

    /** {@return a glass brain from three sides: each point shows the strongest value along the line of sight} */
    public static BrainFigure glass(String title, BrainImage image, BrainScale scale) {
        return one(title, image, scale, null);
    }

    private static BrainFigure one(String title, BrainImage image, BrainScale scale, double @Nullable [] place) {
        Matrix matrix = new Matrix(List.of(), List.of(new Row("", List.of(image))));
        return new BrainFigure(title, matrix, new Manner(image.views(), List.of(scale), false, place));
    }

    /**
     * {@return small glass brains in rows and columns, from above and from the side, all on one scale}
     *
     * @param label name of the values, with their unit
     * @param columns names, such as times
     * @param rows from the top, such as models
     * @throws IllegalArgumentException if there is no row or column, or a row does not have one image per column
     */
    public static BrainFigure grid(String title, String label, List<String> columns, List<Row> rows) {
        Require.argument(!columns.isEmpty() && !rows.isEmpty(), "figure '%s' needs a row and a column", title);
        for (Row row : rows) {
            Require.argument(
                    row.images().size() == columns.size(),
                    "row '%s' of figure '%s' must have an image for each of the %d columns, but has %d",
                    row.name(),
                    title,
                    columns.size(),
                    row.images().size());
        }
        Matrix matrix = new Matrix(List.copyOf(columns), List.copyOf(rows));
        BrainScale scale = BrainScale.of(label, matrix.images().toList());
        List<BrainScale> scales = rows.stream().map(row -> scale).toList();
        BrainFigure figure = new BrainFigure(title, matrix, new Manner(List.of(), scales, false, null));
        return figure.withViews(List.of(BrainView.AXIAL, BrainView.SAGITTAL));
    }

    /** {@return a copy with one scale per row, from 0 to the largest magnitude in the row} */
    public BrainFigure withScalePerRow() {
        List<BrainScale> scales = new ArrayList<>();
        for (int i = 0; i < matrix.rows.size(); i++) {
            List<BrainImage> images = matrix.rows.get(i).images();
            BrainScale shared = manner.scales.get(i);
            scales.add(shared.withLargest(BrainScale.of(shared.label(), images).largest()));
        }
        return with(new Manner(manner.views, List.copyOf(scales), true, manner.place));
    }

    /** {@return a copy with one scale up to a given magnitude, such as that of other time points} */
    public BrainFigure withLargest(double largest) {
        List<BrainScale> scales =
                manner.scales.stream().map(scale -> scale.withLargest(largest)).toList();
        return with(new Manner(manner.views, scales, false, manner.place));
    }

    /**
     * {@return a copy with other views}
     *
     * @param wanted from left to right; a single slice is always shown in the view onto it
     * @throws IllegalArgumentException if there is none
     */
    public BrainFigure withViews(List<BrainView> wanted) {
        Require.argument(!wanted.isEmpty(), "figure '%s' needs at least one view", title());
        List<BrainView> possible = matrix.rows.get(0).images().get(0).views();
        List<BrainView> views = wanted.stream().filter(possible::contains).toList();
        return with(new Manner(views.isEmpty() ? possible : views, manner.scales, manner.perRow, manner.place));
    }

    private static void requireInside(String title, BrainImage image, double[] place) {
        BrainBox box = image.box();
        Require.argument(
                box.contains(place),
                "cuts of figure '%s' must lie in x %.0f..%.0f, y %.0f..%.0f, z %.0f..%.0f mm, but were at %.0f, %.0f, %.0f",
                title,
                box.low()[0],
                box.high()[0],
                box.low()[1],
                box.high()[1],
                box.low()[2],
                box.high()[2],
                place[0],
                place[1],
                place[2]);
    }

    private BrainFigure with(Manner other) {
        return new BrainFigure(title(), matrix, other);
    }

    Matrix matrix() {
        return matrix;
    }

    Manner manner() {
        return manner;
    }

    /* Colours are computed once for all files and pages the figure is written to. */
    @Override
    public synchronized Sheet sheet() {
        Sheet sheet = drawn;
        if (sheet == null) {
            sheet = new BrainLayout(this).sheet();
            drawn = sheet;
        }
        return sheet;
    }

    @Override
    public boolean wide() {
        return sheet().width() > PlotSheet.WIDTH;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean side = manner.views.contains(BrainView.SAGITTAL);
        notes.add("Left (L) is left" + (side ? "; A is the front, P the back." : "."));
        if (manner.place == null) {
            notes.add("Each point shows the value with the largest magnitude along the line of sight.");
        } else if (matrix.images().anyMatch(image -> image.background() != null)) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Magnitudes up to %.0f %% of the scale's end are not drawn, so that the anatomy shows.",
                    100 * BrainPanel.FAINT));
        }
        if (manner.perRow) {
            notes.add("Each row has its own colour scale.");
        }
        if (clips()) {
            notes.add("What lies beyond the ends of the scale has the colour of the end.");
        }
        return notes;
    }

    private boolean clips() {
        for (int row = 0; row < matrix.rows.size(); row++) {
            BrainScale scale = manner.scales.get(row);
            for (BrainImage image : matrix.rows.get(row).images()) {
                if (image.largest() > scale.largest() || (image.hasNegative() && !scale.signed())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String altText() {
        String how = manner.views.stream().map(BrainView::word).collect(Collectors.joining(", "));
        String place = manner.place == null ? "glass brain" : "cuts at " + place(manner.place);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Brain map (%s; %s): %s.",
                place,
                how,
                manner.scales.get(0).label()));
        for (Row row : matrix.rows) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < row.images().size(); i++) {
                String name = matrix.single() ? "" : matrix.columns.get(i) + " ";
                parts.add(name + describe(row.images().get(i)));
            }
            text.append(' ')
                    .append(matrix.single() ? "" : row.name() + ": ")
                    .append(String.join("; ", parts))
                    .append('.');
        }
        return text.toString();
    }

    private static String describe(BrainImage image) {
        if (image.largest() == 0) {
            return "nothing other than 0";
        }
        double[] peak = image.peak();
        double value = SightLine.value(image.values(), peak);
        return String.format(Locale.ROOT, "strongest (%s) at %s", ShortNumberFormat.three(value), place(peak));
    }

    private static String place(double[] mm) {
        return String.format(Locale.ROOT, "x = %s, y = %s, z = %s mm", rounded(mm[0]), rounded(mm[1]), rounded(mm[2]));
    }

    /** {@return a coordinate in tenths of mm} */
    static String rounded(double mm) {
        return new ShortNumberFormat().format(Math.round(10 * mm) / 10.0);
    }
}
