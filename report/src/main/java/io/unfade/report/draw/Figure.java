package io.unfade.report.draw;

import io.unfade.check.AtomicFile;
import io.unfade.check.PlainText;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;

import javax.imageio.ImageIO;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A drawing with a title and alternative text, as vectors or pixels. Immutable; equal figures give equal bytes on one
 * machine; fonts may differ on others.
 */
public abstract class Figure {
    private static final int PIXELS_PER_POINT = 2;
    private static final int MARGIN = 6;
    private static final int MIN_TITLE_WIDTH = 320;

    private final String title;

    public Figure(String title) {
        this.title = title;
    }

    /** {@return the drawing without its title} */
    public abstract Sheet sheet();

    /** {@return the data that a page needs to name the cells of the figure's maps; one per map, or none} */
    public List<ReadOut> readOuts() {
        return List.of();
    }

    /** {@return the title in one line} */
    public final String title() {
        return title;
    }

    /** {@return a description of the figure for readers who cannot see it} */
    public abstract String altText();

    /** {@return notes on the drawing for the caption, a sentence each} */
    public List<String> notes() {
        return List.of();
    }

    /** {@return the figures that a page may lay out freely instead of this one; itself if it is indivisible} */
    public List<Figure> parts() {
        return List.of(this);
    }

    /** {@return whether it needs the whole width of a page} */
    public boolean wide() {
        return parts().size() > 1;
    }

    /** {@return the figure as a stand-alone SVG document} */
    public final String toSvg() {
        return Svg.of(this, titled(), "", List.of());
    }

    /**
     * {@return the figure as an SVG element for a page, without the title, which is in the page's caption}
     *
     * @param idPrefix unique within the page
     */
    public final String toInlineSvg(String idPrefix) {
        return Svg.of(this, sheet().withMargin(MARGIN), idPrefix, readOuts());
    }

    /** {@return the figure as PNG bytes, two pixels per point} */
    public final byte[] toPng() {
        Sheet sheet = titled();
        BufferedImage image = new BufferedImage(
                sheet.width() * PIXELS_PER_POINT, sheet.height() * PIXELS_PER_POINT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
        sheet.draw(graphics);
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /**
     * Writes the figure as PNG, two pixels per point.
     *
     * @throws IOException if the file cannot be written
     */
    public final void writePng(Path file) throws IOException {
        byte[] png = toPng();
        AtomicFile.write(file, out -> out.write(png));
    }

    /**
     * Writes the figure as SVG in UTF-8.
     *
     * @throws IOException if the file cannot be written
     */
    public final void writeSvg(Path file) throws IOException {
        String svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + PlainText.visible(toSvg()) + "\n";
        AtomicFile.write(file, out -> out.write(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private Sheet titled() {
        Sheet body = sheet();
        Sheet titled = new Sheet(Math.max(body.width(), MIN_TITLE_WIDTH), 0);
        if (!title.isBlank()) {
            TextTitle heading = Look.text(title, Look.TITLE, RectangleEdge.TOP, 2);
            heading.setMargin(0, 0, 6, 0);
            titled.addBelow(heading, 0);
        }
        titled.addBelow(body);
        return titled.withMargin(MARGIN);
    }
}
