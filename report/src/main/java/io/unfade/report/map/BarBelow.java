package io.unfade.report.map;

import io.unfade.report.draw.ColorBar;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.Sheet;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

import java.text.ChoiceFormat;

/** The colour scale below a column of maps. */
final class BarBelow {
    private static final int TICKS = 2;
    private static final int LABEL_LINES = 6;
    private static final int GAP = 10;
    private static final int LABEL_GAP = 2;

    private final PaintScaleLegend strip;
    private final TextTitle label;
    private final int width;
    private final double stripHeight;
    private final double labelHeight;

    private BarBelow(ColorMap colors, ColorScale.Limits limits, NumberAxis axis, String what, int width) {
        this.width = width;
        strip = ColorBar.strip(colors, limits, axis, RectangleEdge.BOTTOM);
        stripHeight = Sheet.arranged(strip, width, 200).getHeight();
        label = Look.text(what, Look.TICK, RectangleEdge.TOP, LABEL_LINES);
        labelHeight = Sheet.arranged(label, width, 200).getHeight();
    }

    /** {@return the bar of maps with the same limits} */
    static BarBelow of(ColorScale scale, ColorScale.Limits limits, int width) {
        return new BarBelow(scale.colors(), limits, axis(limits), scale.barLabel(), width);
    }

    /** {@return the bar of maps with individual limits} */
    static BarBelow ofEachMap(ColorScale scale, int width) {
        boolean signed = scale.kind() == ColorScale.Kind.SIGNED;
        ColorScale.Limits limits = new ColorScale.Limits(signed ? -1 : 0, 1);
        NumberAxis axis = axis(limits);
        axis.setTickUnit(new NumberTickUnit(1));
        String low = scale.kind() == ColorScale.Kind.RANGE ? "min" : "0";
        axis.setNumberFormatOverride(new ChoiceFormat(new double[] {-1, -0.5, 0.5}, new String[] {"−max", low, "max"}));
        return new BarBelow(scale.colors(), limits, axis, scale.barLabel() + ", of each map", width);
    }

    /** {@return an axis of few ticks, but at least two, since one gives no scale} */
    private static NumberAxis axis(ColorScale.Limits limits) {
        NumberAxis few = ColorBar.axis(limits, TICKS);
        double unit = few.getTickUnit().getSize();
        double ticks = Math.floor(limits.high() / unit) - Math.ceil(limits.low() / unit) + 1;
        return ticks >= 2 ? few : ColorBar.axis(limits, 2 * TICKS);
    }

    /** {@return the height including the label} */
    int height() {
        return (int) Math.ceil(GAP + stripHeight + LABEL_GAP + labelHeight);
    }

    /** Adds it below everything at an x. */
    void addTo(Sheet sheet, double x, double y) {
        sheet.add(strip, x, y + GAP, width, stripHeight);
        sheet.add(label, x, y + GAP + stripHeight + LABEL_GAP, width, labelHeight);
    }
}
