package io.unfade.fmri.draw;

import io.unfade.fmri.image.Volume;
import org.jfree.chart.ui.Drawable;
import org.jspecify.annotations.Nullable;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** One view of one brain: grey image, colours above it, outline. */
final class BrainPanel implements Drawable {
    private static final BasicStroke LINE = new BasicStroke(1.1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Color LINE_COLOR = new Color(0x8a96a3);

    /** Below this fraction of the scale's end, colours would only hide the grey image. */
    static final double FAINT = 0.05;

    private final @Nullable BufferedImage background;
    private final BufferedImage colors;
    private final @Nullable Path2D outline;

    private BrainPanel(@Nullable BufferedImage background, BufferedImage colors, @Nullable Path2D outline) {
        this.background = background;
        this.colors = colors;
        this.outline = outline;
    }

    /** {@return the strongest values along the lines of sight, in the outline of the brain} */
    static BrainPanel glass(BrainImage image, BrainScale scale, BrainRaster raster, Path2D outline) {
        return new BrainPanel(null, raster.colored(raster.projection(image.values()), scale, 0), outline);
    }

    /** {@return a cut above the grey image, or without one, in the outline of the brain} */
    static BrainPanel cut(BrainImage image, BrainScale scale, BrainRaster raster, double at, Path2D outline) {
        Volume grey = image.background();
        double[] values = raster.cut(image.values(), at);
        return grey == null
                ? new BrainPanel(null, raster.colored(values, scale, 0), outline)
                : new BrainPanel(raster.grey(raster.cut(grey, at)), raster.colored(values, scale, FAINT), null);
    }

    @Override
    public void draw(Graphics2D graphics, Rectangle2D area) {
        if (background != null) {
            draw(background, graphics, area);
        }
        draw(colors, graphics, area);
        if (outline != null) {
            graphics.setStroke(LINE);
            graphics.setPaint(LINE_COLOR);
            graphics.draw(AffineTransform.getTranslateInstance(area.getX(), area.getY())
                    .createTransformedShape(outline));
        }
    }

    /* Scaled by a transform, since integer widths would distort the image. */
    private static void draw(BufferedImage image, Graphics2D graphics, Rectangle2D area) {
        AffineTransform place = AffineTransform.getTranslateInstance(area.getX(), area.getY());
        place.scale(area.getWidth() / image.getWidth(), area.getHeight() / image.getHeight());
        graphics.drawImage(image, place, null);
    }
}
