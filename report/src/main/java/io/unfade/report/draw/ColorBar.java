package io.unfade.report.draw;

import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

import java.awt.Color;
import java.awt.Paint;

/** The colour scale to the right of a map. */
public final class ColorBar {
    private static final int GAP = 10;
    private static final int LABEL_GAP = 6;
    /** The height for the label if the plot is lower. */
    public static final int MIN_LABEL_ROOM = 120;

    private static final int TALL = 130;

    private final PaintScaleLegend strip;
    private final TextTitle label;
    private final int height;
    private final double stripWidth;
    private final double labelWidth;

    /** The colours of numbers. */
    private record Scale(ColorMap colors, ColorScale.Limits limits) implements PaintScale {
        @Override
        public double getLowerBound() {
            return limits.low();
        }

        @Override
        public double getUpperBound() {
            return limits.high();
        }

        @Override
        public Paint getPaint(double value) {
            return new Color(colors.rgb(limits.fraction(value)));
        }
    }

    /**
     * @param height of the plot next to it
     * @param what name of the values, with their unit
     */
    public ColorBar(ColorMap colors, ColorScale.Limits limits, int height, String what) {
        this.height = height;
        strip = strip(colors, limits, axis(limits, height < TALL ? 4 : 6), RectangleEdge.RIGHT);
        stripWidth = Sheet.arranged(strip, 200, height).getWidth();
        label = Look.text(what, Look.TICK, RectangleEdge.RIGHT, 3);
        labelWidth = Sheet.arranged(label, 200, labelRoom()).getWidth();
    }

    /** {@return the axis of a strip, with about the given number of ticks} */
    public static NumberAxis axis(ColorScale.Limits limits, int ticks) {
        NumberAxis axis = Look.styled(new NumberAxis());
        axis.setRange(limits.low(), limits.high());
        axis.setTickUnit(unit((limits.high() - limits.low()) / ticks));
        axis.setNumberFormatOverride(new ShortNumberFormat());
        return axis;
    }

    /** {@return the strip of all colours along an axis} */
    public static PaintScaleLegend strip(
            ColorMap colors, ColorScale.Limits limits, NumberAxis axis, RectangleEdge side) {
        PaintScaleLegend strip = new PaintScaleLegend(new Scale(colors, limits), axis);
        strip.setPosition(side);
        strip.setAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        strip.setStripWidth(12);
        strip.setStripOutlinePaint(Look.FRAME);
        strip.setBackgroundPaint(null);
        return strip;
    }

    /** {@return the width of everything to the right of the plot} */
    public int width() {
        return (int) Math.ceil(GAP + stripWidth + LABEL_GAP + labelWidth);
    }

    /** Adds it to the right of a plot. */
    public void addTo(Sheet sheet, double plotRight, double plotTop) {
        sheet.add(strip, plotRight + GAP, plotTop, stripWidth, height);
        double overhang = (labelRoom() - height) / 2.0;
        sheet.add(label, plotRight + GAP + stripWidth + LABEL_GAP, plotTop - overhang, labelWidth, labelRoom());
    }

    private int labelRoom() {
        return Math.max(height, MIN_LABEL_ROOM);
    }

    private static NumberTickUnit unit(double size) {
        return (NumberTickUnit) new NumberTickUnitSource().getCeilingTickUnit(size);
    }
}
