package io.unfade.report;

import io.unfade.report.LineFigure.Line;
import io.unfade.report.LineFigure.Span;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.YIntervalSeriesCollection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The chart of a line figure. */
final class LineChart {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 236;
    private static final int RIGHT = 16;
    private static final int TICKS = 5;
    private static final int LEGEND_NAME_WIDTH = 300;
    private static final int LOWEST_POWER = -300;

    /** Lines shorter than this have a dot at every step. */
    private static final int FEW = 20;

    /* The colours of Okabe and Ito, "Color universal design", 2008, in an order that also differs in lightness. */
    private static final List<Color> COLORS = List.of(
            new Color(0xd55e00),
            new Color(0x0072b2),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0x6b5b00),
            new Color(0x56b4e9));
    private static final float[][] DASHES = {{}, {6, 3}, {2, 2}, {9, 3, 2, 3}, {4, 4}, {1, 2}};

    private static final Color LATE = new Color(0xb8c1cc);
    private static final Color REFERENCE = new Color(0xf2c94c);
    private static final float SPAN_ALPHA = 0.4f;
    private static final float BAND_ALPHA = 0.2f;

    private final LineFigure figure;
    private final ValueAxis values;

    LineChart(LineFigure figure) {
        this.figure = figure;
        values = Look.styled(figure.logarithmic() ? logAxis(present()) : linearAxis(present()));
    }

    Sheet sheet() {
        JFreeChart chart = Look.chart(plot(), RIGHT);
        TextTitle label = Look.text(figure.valueLabel(), Look.LABEL, RectangleEdge.LEFT, 2);
        label.setMargin(0, 0, Look.BELOW, 4);
        chart.addSubtitle(label);
        chart.getPlot().setInsets(new RectangleInsets(8, 0, 0, 0));
        LegendTitle legend = Look.legend(legendItems());
        chart.addSubtitle(legend);
        double labelWidth = Sheet.arranged(label, WIDTH, HEIGHT).getWidth();
        int legendHeight = (int) Math.ceil(
                Sheet.arranged(legend, WIDTH - RIGHT - labelWidth, HEIGHT).getHeight());
        Sheet sheet = new Sheet(WIDTH, HEIGHT + legendHeight);
        sheet.add(chart, 0, 0, sheet.width(), sheet.height());
        return sheet;
    }

    private XYPlot plot() {
        XYPlot plot = new XYPlot(lineData(), Look.timeAxis(figure.timeLabel(), figure.steps()), values, lineRenderer());
        addBands(plot);
        plot.setBackgroundPaint(null);
        Look.frame(plot);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Look.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.8f));
        for (int i = 0; i < figure.spans().size(); i++) {
            Span span = figure.spans().get(i);
            plot.addDomainMarker(marker(span.from(), span.to(), color(i), SPAN_ALPHA), Layer.BACKGROUND);
        }
        if (figure.length() < figure.steps()) {
            plot.addDomainMarker(marker(figure.length(), figure.steps(), Look.NO_DATA, 1), Layer.BACKGROUND);
        }
        return plot;
    }

    private static Color color(int span) {
        return span == 0 ? LATE : REFERENCE;
    }

    private static IntervalMarker marker(int from, int to, Paint paint, float alpha) {
        IntervalMarker marker = new IntervalMarker(from - 0.5, to - 0.5, paint);
        marker.setAlpha(alpha);
        return marker;
    }

    private DefaultXYDataset lineData() {
        DefaultXYDataset data = new DefaultXYDataset();
        for (int i = 0; i < figure.lines().size(); i++) {
            double[] line = figure.lines().get(i).values();
            data.addSeries(i, new LinePoints(line.length, floor()).line(line));
        }
        return data;
    }

    private XYLineAndShapeRenderer lineRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, figure.steps() <= FEW);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < figure.lines().size(); i++) {
            renderer.setSeriesPaint(i, COLORS.get(i % COLORS.size()));
            renderer.setSeriesStroke(i, stroke(i));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-2.2, -2.2, 4.4, 4.4));
        }
        return renderer;
    }

    private void addBands(XYPlot plot) {
        YIntervalSeriesCollection pieces = new YIntervalSeriesCollection();
        DeviationRenderer renderer = new DeviationRenderer(false, false);
        renderer.setAlpha(BAND_ALPHA);
        for (int i = 0; i < figure.lines().size(); i++) {
            Line line = figure.lines().get(i);
            int before = pieces.getSeriesCount();
            if (line.low().length > 0) {
                new LinePoints(line.low().length, floor()).addBand(line, pieces);
            }
            for (int piece = before; piece < pieces.getSeriesCount(); piece++) {
                renderer.setSeriesFillPaint(piece, COLORS.get(i % COLORS.size()));
            }
        }
        plot.setDataset(1, pieces);
        plot.setRenderer(1, renderer);
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < figure.lines().size(); i++) {
            String name = Look.fit(figure.lines().get(i).name(), Look.TICK, LEGEND_NAME_WIDTH);
            items.add(new LegendItem(
                    name,
                    null,
                    null,
                    null,
                    new Line2D.Double(-12, 0, 12, 0),
                    stroke(i),
                    COLORS.get(i % COLORS.size())));
        }
        for (int i = 0; i < figure.spans().size(); i++) {
            Color color = color(i);
            Color pale = new Color(color.getRed(), color.getGreen(), color.getBlue(), Math.round(255 * SPAN_ALPHA));
            items.add(Look.areaItem(Look.fit(figure.spans().get(i).label(), Look.TICK, LEGEND_NAME_WIDTH), pale));
        }
        if (figure.length() < figure.steps()) {
            items.add(Look.areaItem(Look.NO_DATA_LABEL, Look.NO_DATA));
        }
        return items;
    }

    private static BasicStroke stroke(int line) {
        float[] dashes = DASHES[line % DASHES.length];
        return new BasicStroke(
                1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes.length == 0 ? null : dashes, 0);
    }

    private double floor() {
        return figure.logarithmic() ? values.getLowerBound() : Double.NEGATIVE_INFINITY;
    }

    private double[] present() {
        return figure.lines().stream()
                .flatMap(line -> List.of(line.values(), line.low(), line.high()).stream())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
    }

    private static ValueAxis linearAxis(double[] present) {
        NumberAxis axis = new NumberAxis();
        double low = Math.min(0, Arrays.stream(present).min().orElse(0));
        double high = Math.max(0, Arrays.stream(present).max().orElse(0));
        double margin = 0.05 * (high - low);
        axis.setRange(
                low == high ? new Range(0, 1) : new Range(low < 0 ? low - margin : 0, high > 0 ? high + margin : 0));
        axis.setTickUnit((NumberTickUnit)
                new NumberTickUnitSource().getCeilingTickUnit(axis.getRange().getLength() / TICKS));
        axis.setNumberFormatOverride(new ShortNumberFormat());
        return axis;
    }

    private static ValueAxis logAxis(double[] present) {
        double[] positive = DoubleStream.of(present).filter(value -> value > 0).toArray();
        double low = Math.floor(Math.log10(Arrays.stream(positive).min().orElse(0.1)));
        double high = Math.ceil(Math.log10(Arrays.stream(positive).max().orElse(1)));
        low = Math.max(low, LOWEST_POWER);
        high = Math.max(high, low + 1);
        LogAxis axis = new PowerAxis();
        axis.setSmallestValue(Math.pow(10, low));
        axis.setRange(Math.pow(10, low), Math.pow(10, high));
        axis.setTickUnit(new NumberTickUnit(Math.ceil((high - low) / TICKS)));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    /** A logarithmic axis whose labels are plain text, which stays text in SVG. */
    private static final class PowerAxis extends LogAxis {
        private static final long serialVersionUID = 1;

        @Override
        public List<NumberTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            List<?> ticks = super.refreshTicks(graphics, state, area, edge);
            return ticks.stream()
                    .map(ValueTick.class::cast)
                    .map(tick -> new NumberTick(
                            tick.getValue(),
                            new ShortNumberFormat().format(tick.getValue()),
                            tick.getTextAnchor(),
                            tick.getRotationAnchor(),
                            tick.getAngle()))
                    .toList();
        }
    }
}
