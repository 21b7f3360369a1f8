package io.unfade.fmri.draw;

import io.unfade.fmri.draw.BrainFigure.Manner;
import io.unfade.fmri.draw.BrainFigure.Matrix;
import io.unfade.report.draw.ColorBar;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

import java.awt.Font;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** The layout of a figure's brains, names and colour bars. Lengths are in points. */
final class BrainLayout {
    private static final double ONE_VIEW = 300;
    private static final double ALL_VIEWS = 460;
    private static final double MAX_HEIGHT = 230;
    private static final double GRID_WIDTH = 600;
    private static final double GRID_CELL = 210;
    private static final double GRID_HEIGHT = 110;
    private static final int VIEW_GAP = 12;
    private static final int COLUMN_GAP = 22;
    private static final int ROW_GAP = 8;
    private static final int TOP = 4;
    private static final int NAME_WIDTH = 120;
    private static final int NAME_GAP = 12;
    private static final int LINES = 4;
    private static final int BAR_HEIGHT = 150;
    private static final int BAR_GAP = 10;
    private static final double ROOM = 1000;
    private static final Font SMALL = Look.TICK.deriveFont(9f);

    private final Matrix matrix;
    private final Manner manner;
    private final BrainBox box;
    private final double pointsPerMm;
    private final List<BrainRaster> rasters = new ArrayList<>();
    private final Font letters;
    private final double strip;
    private final double cellWidth;
    private final double cellHeight;
    private final double nameWidth;
    private final double left;
    private final double headings;
    private final double overhang;
    private final double top;

    BrainLayout(BrainFigure figure) {
        matrix = figure.matrix();
        manner = figure.manner();
        box = BrainBox.of(matrix.images().toList());
        pointsPerMm = pointsPerMm();
        manner.views().forEach(view -> rasters.add(new BrainRaster(view, box, pointsPerMm)));
        letters = matrix.single() ? Look.TICK : SMALL;
        strip = letters.getSize() + 3.0;
        double gaps = (manner.views().size() - 1) * (double) VIEW_GAP;
        cellWidth = rasters.stream().mapToDouble(BrainRaster::width).sum() + gaps;
        cellHeight =
                strip + rasters.stream().mapToDouble(BrainRaster::height).max().orElse(0);
        nameWidth = matrix.rows().stream()
                .mapToDouble(row -> Sheet.arranged(heading(row.name(), Look.LABEL), NAME_WIDTH, ROOM)
                        .getWidth())
                .max()
                .orElse(0);
        left = matrix.single() ? 0 : Math.ceil(nameWidth + 1) + NAME_GAP;
        headings = matrix.columns().stream()
                .mapToDouble(name -> Sheet.arranged(heading(name, Look.HEADING), cellWidth, ROOM)
                        .getHeight())
                .max()
                .orElse(0);
        double rows = matrix.rows().size() * (cellHeight + ROW_GAP) - ROW_GAP;
        overhang = Math.max(0, (ColorBar.MIN_LABEL_ROOM - rows) / 2);
        top = Math.max(TOP + headings, overhang);
    }

    private double pointsPerMm() {
        double width = 0;
        double height = 0;
        for (BrainView view : manner.views()) {
            width += box.length(view.right());
            height = Math.max(height, box.length(view.up()));
        }
        int columns = Math.max(1, matrix.columns().size());
        double gaps = (manner.views().size() - 1) * (double) VIEW_GAP;
        double across = manner.views().size() == 1 ? ONE_VIEW : ALL_VIEWS;
        double room = matrix.single() ? across : Math.min(GRID_CELL, GRID_WIDTH / columns) - gaps;
        return Math.min(room / width, (matrix.single() ? MAX_HEIGHT : GRID_HEIGHT) / height);
    }

    private static TextTitle heading(String text, Font font) {
        return Look.text(text, font, RectangleEdge.TOP, LINES);
    }

    private double x(int column) {
        return left + column * (cellWidth + COLUMN_GAP);
    }

    private double y(int row) {
        return top + row * (cellHeight + ROW_GAP);
    }

    public Sheet sheet() {
        int rows = matrix.rows().size();
        double right = x(Math.max(1, matrix.columns().size())) - COLUMN_GAP;
        double bottom = y(rows) - ROW_GAP;
        Sheet content = new Sheet(0, 0);
        for (int column = 0; column < matrix.columns().size(); column++) {
            add(
                    content,
                    heading(matrix.columns().get(column), Look.HEADING),
                    x(column),
                    top - TOP - headings,
                    cellWidth);
        }
        for (int row = 0; row < rows; row++) {
            addRow(content, row);
        }
        double end = addBars(content, right, bottom);
        int height = (int) Math.ceil(bottom + Math.max(letters.getSize() + 8, overhang));
        Sheet sheet = new Sheet((int) Math.ceil(end), height);
        sheet.addBeside(content, 0);
        return sheet;
    }

    private Path2D outline(BrainImage image, BrainView view) {
        double[] place = manner.place();
        return place == null
                ? BrainOutline.ofProjection(view, box, pointsPerMm, image.brain())
                : BrainOutline.ofCut(view, box, pointsPerMm, image.brain(), place[view.across()]);
    }

    private void addRow(Sheet sheet, int row) {
        BrainFigure.Row brains = matrix.rows().get(row);
        if (!matrix.single()) {
            TextTitle name = heading(brains.name(), Look.LABEL);
            double height = Sheet.arranged(name, nameWidth + 1, ROOM).getHeight();
            sheet.add(name, 0, y(row) + (cellHeight - height) / 2, nameWidth + 1, height);
        }
        for (int column = 0; column < brains.images().size(); column++) {
            BrainImage image = brains.images().get(column);
            double x = x(column);
            for (int i = 0; i < rasters.size(); i++) {
                BrainView view = manner.views().get(i);
                Path2D outline = outline(image, view);
                addView(sheet, panel(image, row, i, outline), i, x, row);
                x += rasters.get(i).width() + VIEW_GAP;
            }
        }
    }

    private BrainPanel panel(BrainImage image, int row, int view, Path2D outline) {
        BrainScale scale = manner.scales().get(row);
        double[] place = manner.place();
        return place == null
                ? BrainPanel.glass(image, scale, rasters.get(view), outline)
                : BrainPanel.cut(
                        image,
                        scale,
                        rasters.get(view),
                        place[manner.views().get(view).across()],
                        outline);
    }

    private void addView(Sheet sheet, BrainPanel panel, int index, double x, int row) {
        BrainRaster raster = rasters.get(index);
        BrainView view = manner.views().get(index);
        double room = cellHeight - strip;
        double y = y(row) + strip + (room - raster.height()) / 2;
        sheet.add(panel, x, y, raster.width(), raster.height());
        double width = raster.width();
        addWord(sheet, view.leftLetter(), x, y - strip, width, 0);
        addWord(sheet, view.rightLetter(), x, y - strip, width, 1);
        if (row == matrix.rows().size() - 1) {
            addWord(sheet, words(view), x, y(row) + cellHeight + 4, width, 0.5);
        }
    }

    private String words(BrainView view) {
        double[] place = manner.place();
        String axis = "xyz".substring(view.across(), view.across() + 1);
        return place == null ? view.word() : axis + " = " + BrainFigure.rounded(place[view.across()]) + " mm";
    }

    /** Aligns a word within a width: 0 left, 0.5 centred, 1 right. */
    private void addWord(Sheet sheet, String text, double x, double y, double width, double share) {
        TextTitle word = Look.text(text, letters, RectangleEdge.TOP, 1);
        word.setPaint(Look.MUTED);
        double needed = Sheet.arranged(word, ROOM, ROOM).getWidth();
        double height = Sheet.arranged(word, ROOM, ROOM).getHeight();
        sheet.add(word, x + share * (width - needed), y, needed, height);
    }

    private static void add(Sheet sheet, TextTitle text, double x, double y, double width) {
        sheet.add(text, x, y, width, Sheet.arranged(text, width, ROOM).getHeight());
    }

    /** {@return the right end of everything} */
    private double addBars(Sheet sheet, double right, double bottom) {
        BrainScale scale = manner.scales().get(0);
        if (manner.perRow()) {
            return addBarPerRow(sheet, right, bottom);
        }
        int height = (int) Math.min(BAR_HEIGHT, bottom - top);
        ColorBar bar = new ColorBar(scale.colors(), scale.limits(), height, scale.label());
        bar.addTo(sheet, right + BAR_GAP, top + (bottom - top - height) / 2);
        return right + BAR_GAP + bar.width() + 2;
    }

    private double addBarPerRow(Sheet sheet, double right, double bottom) {
        double widest = 0;
        double height = cellHeight - 2 * strip;
        for (int row = 0; row < matrix.rows().size(); row++) {
            BrainScale scale = manner.scales().get(row);
            PaintScaleLegend bar =
                    ColorBar.strip(scale.colors(), scale.limits(), ends(scale.limits()), RectangleEdge.RIGHT);
            double width = Sheet.arranged(bar, ROOM, height).getWidth();
            sheet.add(bar, right + BAR_GAP, y(row) + strip, width, height);
            widest = Math.max(widest, width);
        }
        TextTitle label = Look.text(manner.scales().get(0).label(), Look.TICK, RectangleEdge.RIGHT, LINES);
        double room = Math.max(BAR_HEIGHT, bottom - top);
        double width = Sheet.arranged(label, ROOM, room).getWidth();
        double x = right + BAR_GAP + widest + 6;
        sheet.add(label, x, top + (bottom - top - room) / 2, width, room);
        return x + width + 2;
    }

    /** {@return an axis labelled at its exact ends and at 0} */
    private static NumberAxis ends(ColorScale.Limits limits) {
        NumberAxis axis = ColorBar.axis(limits, 2);
        axis.setTickUnit(new NumberTickUnit(limits.high()));
        axis.setNumberFormatOverride(new ShortNumberFormat(3));
        return axis;
    }
}
