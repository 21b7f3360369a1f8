package io.unfade.report;

import io.unfade.report.Canvas.Anchor;
import io.unfade.report.Canvas.TextStyle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A drawing with a title and words for those who cannot see it, as vectors or pixels. Immutable; equal figures give
 * equal bytes on one machine, and equal SVG on all.
 */
public abstract sealed class Figure permits HeatMapFigure, LineFigure, ConfusionFigure {
    /** Sizes of letters, in points. */
    static final double TITLE_SIZE = 14;

    static final double LABEL_SIZE = 12;
    static final double TICK_SIZE = 11;

    /** The width of the plots of all figures, in points, so that figures below one another line up. */
    static final double PLOT_WIDTH = 300;

    private static final double TITLE_LINE = 19;
    private static final double MARGIN = 8;

    private final String title;

    Figure(String title) {
        this.title = title;
    }

    /** Width and height in points. */
    record Size(double width, double height) {}

    /** {@return the size of the drawing without its title} */
    abstract Size size();

    /** Draws everything but the title into a rectangle of the figure's size at (0, 0). */
    abstract void draw(Canvas canvas);

    /** {@return the title, one line} */
    public final String title() {
        return title;
    }

    /** {@return what the figure shows, in words, for readers who cannot see it} */
    public abstract String altText();

    /** {@return what a reader must know about how it is drawn, a sentence each; for the caption} */
    public List<String> notes() {
        return List.of();
    }

    /** {@return the figures that a page may lay out freely instead of this one; itself if it is in one piece} */
    public List<Figure> parts() {
        return List.of(this);
    }

    /** {@return the figure as a stand-alone SVG document} */
    public final String toSvg() {
        SvgCanvas canvas = new SvgCanvas("");
        Size full = drawTitled(canvas);
        return canvas.document(title, altText(), full.width(), full.height());
    }

    /**
     * {@return the figure as an SVG element for a page, without the title, which the page's caption gives}
     *
     * @param idPrefix differs between the figures of one page
     */
    final String toInlineSvg(String idPrefix) {
        SvgCanvas canvas = new SvgCanvas(idPrefix);
        draw(canvas);
        return canvas.document(title, altText(), size().width(), size().height());
    }

    /** {@return the figure as PNG bytes, two pixels to the point} */
    public final byte[] toPng() {
        try (PngCanvas canvas = new PngCanvas(fullSize().width(), fullSize().height())) {
            drawTitled(canvas);
            return SvgCanvas.png(canvas.image());
        }
    }

    /** {@return the stand-alone SVG as a {@code data:} address} */
    public final String toDataUri() {
        byte[] svg = toSvg().getBytes(StandardCharsets.UTF_8);
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg);
    }

    /**
     * Writes the figure as PNG, two pixels to the point.
     *
     * @throws IOException if the file cannot be written
     */
    public final void writePng(Path file) throws IOException {
        Files.write(file, toPng());
    }

    /**
     * Writes the figure as SVG in UTF-8.
     *
     * @throws IOException if the file cannot be written
     */
    public final void writeSvg(Path file) throws IOException {
        Files.writeString(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + toSvg() + "\n");
    }

    private Size fullSize() {
        Size size = size();
        return new Size(size.width(), size.height() + titleHeight());
    }

    private List<String> titleLines() {
        return title.isBlank() ? List.of() : TextWidth.wrap(title, TITLE_SIZE * 1.05, size().width() - 2 * MARGIN, 2);
    }

    private double titleHeight() {
        return titleLines().isEmpty() ? 0 : titleLines().size() * TITLE_LINE + MARGIN;
    }

    private Size drawTitled(Canvas canvas) {
        Size full = fullSize();
        canvas.fill(new Box(0, 0, full.width(), full.height()), Ink.PAPER, 1);
        double y = TITLE_LINE;
        for (String line : titleLines()) {
            canvas.text(
                    line,
                    MARGIN,
                    y,
                    TextStyle.of(TITLE_SIZE, Ink.TEXT, Anchor.START).heavy());
            y += TITLE_LINE;
        }
        canvas.shifted(titleHeight(), this::draw);
        return full;
    }
}
