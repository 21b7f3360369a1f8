package io.unfade.report.chart;

import io.unfade.report.chart.DistributionFigure.Group;
import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.PlotSheet;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.Sheet;
import io.unfade.report.draw.ValueAxes;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The chart of a distribution: a step line with a pale area below. */
final class DistributionChart {
    private static final int HEIGHT = 236;
    private static final int TICKS = 6;
    private static final int ALPHA = 60;
    private static final BasicStroke MEDIAN =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {2, 2}, 0);

    private final DistributionFigure figure;
    private final Bins bins;

    /** Per group, in per cent. */
    private final List<double[]> shares = new ArrayList<>();

    DistributionChart(DistributionFigure figure) {
        this.figure = figure;
        bins = figure.bins();
        for (Group group : figure.groups()) {
            shares.add(DoubleStream.of(bins.shares(group))
                    .map(share -> 100 * share)
                    .toArray());
        }
    }

    public Sheet sheet() {
        return PlotSheet.of(plot(), "share of the group per bin (%)", HEIGHT, legendItems());
    }

    private XYPlot plot() {
        double[] heights = shares.stream().flatMapToDouble(DoubleStream::of).toArray();
        XYPlot plot = new XYPlot(steps(), values(), ValueAxes.fromZero(heights, TICKS), lines());
        PlotSheet.ruled(plot);
        plot.setDataset(1, plot.getDataset());
        plot.setRenderer(1, areas());
        for (int i = 0; i < figure.groups().size(); i++) {
            double median = figure.groups().get(i).quantile(0.5);
            if (median >= bins.edges()[0]) {
                plot.addDomainMarker(new ValueMarker(median, SeriesStyle.color(i), MEDIAN), Layer.FOREGROUND);
            }
        }
        return plot;
    }

    private ValueAxis values() {
        double[] edges = bins.edges();
        ValueAxis axis = bins.logarithmic()
                ? ValueAxes.logarithmic(edges)
                : ValueAxes.linear(new Range(edges[0], edges[edges.length - 1]), TICKS);
        axis.setLabel(figure.valueLabel());
        return axis;
    }

    private DefaultXYDataset steps() {
        DefaultXYDataset data = new DefaultXYDataset();
        double[] edges = bins.edges();
        for (int group = 0; group < shares.size(); group++) {
            double[] x = new double[2 * edges.length];
            double[] y = new double[2 * edges.length];
            for (int i = 0; i < edges.length; i++) {
                x[2 * i] = edges[i];
                x[2 * i + 1] = edges[i];
                y[2 * i] = i == 0 ? 0 : shares.get(group)[i - 1];
                y[2 * i + 1] = i == edges.length - 1 ? 0 : shares.get(group)[i];
            }
            data.addSeries(group, new double[][] {x, y});
        }
        return data;
    }

    private XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < shares.size(); i++) {
            renderer.setSeriesPaint(i, SeriesStyle.color(i));
            renderer.setSeriesStroke(i, SeriesStyle.stroke(i));
        }
        return renderer;
    }

    private XYAreaRenderer areas() {
        XYAreaRenderer renderer = new XYAreaRenderer(XYAreaRenderer.AREA);
        for (int i = 0; i < shares.size(); i++) {
            Color color = SeriesStyle.color(i);
            renderer.setSeriesPaint(i, new Color(color.getRed(), color.getGreen(), color.getBlue(), ALPHA));
        }
        return renderer;
    }

    private LegendItemCollection legendItems() {
        LegendItemCollection items = new LegendItemCollection();
        for (int i = 0; i < figure.groups().size(); i++) {
            String name = figure.groups().get(i).name();
            items.add(Keys.line(name, SeriesStyle.stroke(i), SeriesStyle.color(i)));
        }
        items.add(Keys.line("median", MEDIAN, Look.TEXT));
        return items;
    }
}
