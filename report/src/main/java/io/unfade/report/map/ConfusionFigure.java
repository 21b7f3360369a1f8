package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellPlot;
import io.unfade.report.draw.ColorBar;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Lab;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.NameAxis;
import io.unfade.report.draw.Sheet;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often each true class was predicted as which class: counts, coloured by their share of the true class. */
public final class ConfusionFigure extends Figure {
    private static final int SIDE = 250;
    private static final int MAX_CELL = 64;
    private static final int MIN_CELL = 8;
    private static final int TOP = 10;
    private static final int ROOMY = 46;
    private static final ColorScale.Limits PERCENT = new ColorScale.Limits(0, 100);
    private static final double DARK_BELOW = 60;

    private final List<String> classNames;
    private final long[][] counts;
    private final int cell;

    private ConfusionFigure(String title, List<String> classNames, long[][] counts) {
        super(title);
        this.classNames = List.copyOf(classNames);
        this.counts = counts;
        cell = Math.max(MIN_CELL, Math.min(MAX_CELL, SIDE / classNames.size()));
    }

    /**
     * {@return the figure of a confusion matrix}
     *
     * @param classNames K of them, at least one
     * @param counts K rows of K numbers, at least 0: true class, then predicted class
     * @throws IllegalArgumentException if the sizes disagree or a count is negative
     */
    public static ConfusionFigure of(String title, List<String> classNames, long[][] counts) {
        int classes = classNames.size();
        boolean square =
                classes > 0 && counts.length == classes && Arrays.stream(counts).allMatch(row -> row.length == classes);
        Require.argument(square, "a confusion matrix of %d classes needs as many rows and columns", classes);
        boolean counted = Arrays.stream(counts).flatMapToLong(Arrays::stream).allMatch(count -> count >= 0);
        Require.argument(counted, "the counts of a confusion matrix must not be negative");
        long[][] copy = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
        return new ConfusionFigure(title, classNames, copy);
    }

    @Override
    public Sheet sheet() {
        int side = cell * classNames.size();
        int left = CellPlot.left(classNames);
        boolean turned = NameAxis.width(classNames) > cell - 4;
        int below = turned ? NameAxis.width(classNames) + 30 : Look.BELOW;
        ColorBar bar = new ColorBar(ColorMap.BLUES, PERCENT, side, "share of the true class (%)");

        XYPlot plot = plot(side, turned);
        plot.setFixedDomainAxisSpace(Look.space(TOP, below));
        Sheet sheet = new Sheet(left + side + bar.width(), TOP + side + below);
        sheet.add(Look.chart(plot, bar.width()), 0, 0, sheet.width(), sheet.height());
        bar.addTo(sheet, (double) left + side, TOP);
        return sheet;
    }

    private XYPlot plot(int side, boolean turned) {
        double needed = turned ? Look.TICK.getSize() + 1 : 0;
        NumberAxis predicted = NameAxis.of("predicted class", classNames, cell, needed);
        predicted.setVerticalTickLabels(turned);
        CellMap shares = CellMap.of(counts.length, classNames, (column, row) -> share(row, column));
        Grid grid = new Grid(shares, ColorScale.Reduction.LARGEST);
        XYPlot plot = CellPlot.of(shares, grid.image(ColorMap.BLUES, grid.levels(PERCENT)), predicted, side);
        plot.getRangeAxis().setLabel("true class");
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                addCount(plot, row, column);
            }
        }
        return plot;
    }

    private void addCount(XYPlot plot, int row, int column) {
        double share = share(row, column);
        String count = Long.toString(counts[row][column]);
        float size = Math.min(14, cell * 0.42f);
        Font font = Look.HEADING.deriveFont(size);
        if (size < 7 || Double.isNaN(share) || Look.width(count, font) > cell - 2) {
            return;
        }
        int rgb = ColorMap.BLUES.rgb(PERCENT.fraction(share));
        Color ink = Lab.of(rgb).lightness() < DARK_BELOW ? Color.WHITE : Color.BLACK;
        boolean roomy = cell >= ROOMY;
        plot.addAnnotation(text(count, column, roomy ? row - 0.12 : row, font, ink));
        if (roomy) {
            plot.addAnnotation(text(Math.round(share) + " %", column, row + 0.22, Look.TICK, ink));
        }
    }

    private static XYTextAnnotation text(String text, double x, double y, Font font, Color ink) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setTextAnchor(TextAnchor.CENTER);
        annotation.setFont(font);
        annotation.setPaint(ink);
        return annotation;
    }

    private double share(int row, int column) {
        long total = Arrays.stream(counts[row]).sum();
        return total == 0 ? Double.NaN : 100.0 * counts[row][column] / total;
    }

    @Override
    public List<String> notes() {
        boolean missing =
                Arrays.stream(counts).anyMatch(row -> Arrays.stream(row).sum() == 0);
        return missing ? List.of("Hatched rows: no series of that class.") : List.of();
    }

    @Override
    public String altText() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Confusion matrix of %d classes.", counts.length));
        for (int row = 0; row < counts.length; row++) {
            long total = Arrays.stream(counts[row]).sum();
            text.append(
                    String.format(Locale.ROOT, " %s: %d of %d right.", classNames.get(row), counts[row][row], total));
        }
        return text.toString();
    }
}
