package io.unfade.report.map;

import io.unfade.report.draw.Keys;
import io.unfade.report.draw.Look;
import io.unfade.report.draw.Seconds;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.draw.TimeBand;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.ui.Drawable;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The bars above a map that mark periods. */
final class BandBars implements Drawable {
    static final int HEIGHT = 6;

    private static final Color ALONE = Look.MUTED;

    private final List<TimeBand> bands;
    private final List<String> labels;
    private final Seconds seconds;
    private final int steps;

    /** @param steps T of the map */
    BandBars(List<TimeBand> bands, Seconds seconds, int steps) {
        this.bands = bands;
        this.seconds = seconds;
        this.steps = steps;
        labels = bands.stream().map(TimeBand::label).distinct().toList();
    }

    private Color color(String label) {
        return labels.size() == 1 ? ALONE : SeriesStyle.color(labels.indexOf(label));
    }

    /* Clipped to the map. */
    @Override
    public void draw(Graphics2D graphics, Rectangle2D area) {
        for (TimeBand band : bands) {
            double from = x(band.fromSeconds(), area);
            double to = x(band.toSeconds(), area);
            graphics.setPaint(color(band.label()));
            if (from < to) {
                graphics.fill(new Rectangle2D.Double(from, area.getY(), to - from, area.getHeight()));
            }
        }
    }

    private double x(double at, Rectangle2D area) {
        double share = (seconds.timeStep(at) + 0.5) / steps;
        return area.getX() + Math.min(1, Math.max(0, share)) * area.getWidth();
    }

    void addTo(LegendItemCollection items) {
        for (String label : labels) {
            items.add(Look.areaItem(Keys.fit(label), color(label)));
        }
    }
}
