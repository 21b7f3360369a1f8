package io.unfade.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** Draws shapes as pixels on white, several pixels to the point. Needs the fonts of the machine for text. */
final class PngCanvas implements Canvas, AutoCloseable {
    /** Pixels per point. */
    static final int RESOLUTION = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(double width, double height) {
        image = new BufferedImage(
                (int) Math.ceil(width * RESOLUTION), (int) Math.ceil(height * RESOLUTION), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(RESOLUTION, RESOLUTION);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    BufferedImage image() {
        return image;
    }

    @Override
    public void close() {
        graphics.dispose();
    }

    @Override
    public void fill(Box box, Ink ink, double opacity) {
        graphics.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
        fill(box, ink.rgb());
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    @Override
    public void fill(Box box, int rgb) {
        graphics.setColor(new Color(rgb));
        graphics.fill(rectangle(box));
    }

    @Override
    public void hatch(Box box) {
        int size = 6 * RESOLUTION;
        BufferedImage tile = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                boolean onLine = (x + y) % size < RESOLUTION;
                tile.setRGB(x, y, (onLine ? Ink.HATCH : Ink.NO_DATA).rgb());
            }
        }
        graphics.setPaint(new TexturePaint(tile, new Rectangle2D.Double(0, 0, 6, 6)));
        graphics.fill(rectangle(box));
    }

    @Override
    public void outline(Box box, Stroke stroke) {
        use(stroke);
        graphics.draw(rectangle(box));
    }

    @Override
    public void path(double[] xs, double[] ys, Stroke stroke) {
        use(stroke);
        graphics.draw(shape(xs, ys));
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink ink, double opacity) {
        graphics.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
        graphics.setColor(new Color(ink.rgb()));
        graphics.fill(shape(xs, ys));
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        Font font = new Font(Font.SANS_SERIF, style.bold() ? Font.BOLD : Font.PLAIN, 1);
        graphics.setFont(font.deriveFont((float) style.size()));
        graphics.setColor(new Color(style.ink().rgb()));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        if (style.upwards()) {
            graphics.rotate(-Math.PI / 2);
        }
        graphics.drawString(text, (float) (-width * style.anchor().share()), 0);
        graphics.setTransform(before);
    }

    @Override
    public void image(BufferedImage cells, Box box) {
        AffineTransform place = AffineTransform.getTranslateInstance(box.x(), box.y());
        place.scale(box.width() / cells.getWidth(), box.height() / cells.getHeight());
        graphics.drawImage(cells, place, null);
    }

    @Override
    public void shifted(double down, Consumer<Canvas> drawing) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(0, down);
        drawing.accept(this);
        graphics.setTransform(before);
    }

    private void use(Stroke stroke) {
        graphics.setColor(new Color(stroke.ink().rgb()));
        float[] dashes = new float[stroke.dashes().length];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = (float) stroke.dashes()[i];
        }
        graphics.setStroke(new BasicStroke(
                (float) stroke.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                dashes.length == 0 ? null : dashes,
                0));
    }

    private static Rectangle2D rectangle(Box box) {
        return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
    }

    private static Path2D shape(double[] xs, double[] ys) {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < xs.length; i++) {
            boolean present = !Double.isNaN(xs[i]) && !Double.isNaN(ys[i]);
            if (present && drawing) {
                path.lineTo(xs[i], ys[i]);
            } else if (present) {
                path.moveTo(xs[i], ys[i]);
            }
            drawing = present;
        }
        return path;
    }
}
