package io.unfade.report;

import io.unfade.report.Canvas.Anchor;
import io.unfade.report.Canvas.Stroke;
import io.unfade.report.Canvas.TextStyle;
import io.unfade.report.Ticks.Tick;

import java.awt.image.BufferedImage;
import java.util.List;

/** The strip right of a map that says which number has which colour. */
final class ColorBar {
    private static final double GAP = 10;
    private static final double STRIP = 12;
    private static final double LINE = 14;

    private final ColorMap colors;
    private final ColorScale.Limits limits;
    private final List<Tick> ticks;
    private final List<String> label;

    /**
     * @param height of the plot beside it
     * @param label what the numbers are, with their unit
     */
    ColorBar(ColorMap colors, ColorScale.Limits limits, double height, String label) {
        this.colors = colors;
        this.limits = limits;
        ticks = Ticks.linear(limits.low(), limits.high(), height < 130 ? 3 : 5);
        this.label = TextWidth.wrap(label, Figure.TICK_SIZE, Math.max(height, 120), 3);
    }

    /** {@return the width of everything right of the plot} */
    double width() {
        return GAP + STRIP + Axis.TICK + 3 + tickWidth() + 6 + label.size() * LINE;
    }

    /** Draws it right of a plot. */
    void draw(Canvas canvas, Box plot) {
        Box strip = new Box(plot.right() + GAP, plot.y(), STRIP, plot.height());
        canvas.image(strip(), strip);
        canvas.outline(strip, Stroke.solid(Ink.AXIS, 0.8));
        for (Tick tick : ticks) {
            double y = strip.bottom() - limits.fraction(tick.value()) * strip.height();
            canvas.line(strip.right(), y, strip.right() + Axis.TICK, y, Stroke.solid(Ink.AXIS, 1));
            TextStyle style = TextStyle.of(Figure.TICK_SIZE, Ink.MUTED, Anchor.START);
            canvas.text(tick.label(), strip.right() + Axis.TICK + 3, y + 4, style);
        }
        double x = strip.right() + Axis.TICK + 3 + tickWidth() + 6 + LINE - 3;
        for (String line : label) {
            TextStyle style = TextStyle.of(Figure.TICK_SIZE, Ink.TEXT, Anchor.MIDDLE);
            canvas.text(line, x, plot.centerY(), style.turned());
            x += LINE;
        }
    }

    private double tickWidth() {
        return ticks.stream()
                .mapToDouble(tick -> TextWidth.of(tick.label(), Figure.TICK_SIZE))
                .max()
                .orElse(0);
    }

    private BufferedImage strip() {
        BufferedImage image = new BufferedImage(1, ColorMap.LEVELS, BufferedImage.TYPE_INT_RGB);
        for (int level = 0; level < ColorMap.LEVELS; level++) {
            image.setRGB(0, ColorMap.LEVELS - 1 - level, colors.atLevel(level));
        }
        return image;
    }
}
