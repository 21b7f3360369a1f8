package io.unfade.report;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes shapes as SVG 1.1 text. Text stays text and is anchored, so it stands right whatever font draws it; cells are
 * one embedded PNG. Nothing is fetched from elsewhere. Equal drawings give equal text.
 */
final class SvgCanvas implements Canvas {
    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /*
     * Points per cell. Below, a reduced page would leave out whole sharp cells, so they are blended instead; drawing
     * each of them several pixels wide keeps the blending from spreading into its neighbours.
     */
    private static final double SHARP = 1.5;

    private static final int MAX_READ_OUT = 60_000;

    private final StringBuilder body = new StringBuilder();
    private final String prefix;
    private boolean hatched;

    /** @param prefix makes the ids of this drawing differ from those of others in the same page; empty in a file */
    SvgCanvas(String prefix) {
        this.prefix = prefix;
    }

    /**
     * {@return the whole document, without an XML declaration}
     *
     * @param title what a screen reader calls the drawing
     * @param description what it shows
     * @param width in points
     * @param height in points
     */
    String document(String title, String description, double width, double height) {
        String hatch = hatched
                ? "<defs><pattern id=\"" + prefix + "hatch\" patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\">"
                        + "<rect width=\"6\" height=\"6\" class=\"i-no-data\" fill=\"" + hex(Ink.NO_DATA.rgb()) + "\"/>"
                        + "<path d=\"M-1 1L1 -1M0 6L6 0M5 7L7 5\" class=\"o-hatch\" stroke=\"" + hex(Ink.HATCH.rgb())
                        + "\" stroke-width=\"1\" fill=\"none\"/></pattern></defs>"
                : "";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\""
                + number(width) + "\" height=\"" + number(height) + "\" viewBox=\"0 0 " + number(width) + " "
                + number(height) + "\" role=\"img\" aria-labelledby=\"" + prefix + "title " + prefix
                + "desc\" font-family=\"" + FONTS + "\"><title id=\"" + prefix + "title\">" + escape(title)
                + "</title><desc id=\"" + prefix + "desc\">" + escape(description) + "</desc>" + hatch + body
                + "</svg>";
    }

    @Override
    public void fill(Box box, Ink ink, double opacity) {
        body.append("<rect")
                .append(place(box))
                .append(paint("i", "fill", ink))
                .append(opacity(opacity))
                .append("/>");
    }

    @Override
    public void fill(Box box, int rgb) {
        body.append("<rect")
                .append(place(box))
                .append(attribute("fill", hex(rgb)))
                .append("/>");
    }

    @Override
    public void hatch(Box box) {
        hatched = true;
        body.append("<rect")
                .append(place(box))
                .append(attribute("fill", "url(#" + prefix + "hatch)"))
                .append("/>");
    }

    @Override
    public void outline(Box box, Stroke stroke) {
        body.append("<rect")
                .append(place(box))
                .append(" fill=\"none\"")
                .append(stroke(stroke))
                .append("/>");
    }

    @Override
    public void path(double[] xs, double[] ys, Stroke stroke) {
        String d = steps(xs, ys);
        if (!d.isEmpty()) {
            body.append("<path")
                    .append(attribute("d", d))
                    .append(" fill=\"none\"")
                    .append(stroke(stroke))
                    .append("/>");
        }
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink ink, double opacity) {
        String d = steps(xs, ys);
        if (!d.isEmpty()) {
            body.append("<path").append(attribute("d", d + "Z")).append(paint("i", "fill", ink));
            body.append(opacity(opacity)).append("/>");
        }
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        body.append("<text");
        if (style.upwards()) {
            body.append(attribute("transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)"));
        } else {
            body.append(attribute("x", number(x))).append(attribute("y", number(y)));
        }
        body.append(attribute("font-size", number(style.size())));
        if (style.bold()) {
            body.append(" font-weight=\"600\"");
        }
        if (style.anchor() != Anchor.START) {
            body.append(attribute("text-anchor", style.anchor().svg()));
        }
        body.append(paint("i", "fill", style.ink()))
                .append('>')
                .append(escape(text))
                .append("</text>");
    }

    @Override
    public void image(BufferedImage image, Box box) {
        double cellWidth = box.width() / image.getWidth();
        double cellHeight = box.height() / image.getHeight();
        body.append("<image").append(place(box)).append(" preserveAspectRatio=\"none\"");
        BufferedImage cells = image;
        if (cellWidth >= SHARP && cellHeight >= SHARP) {
            body.append(" image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"");
        } else {
            cells = enlarged(image, (int) Math.ceil(2 * cellWidth), (int) Math.ceil(2 * cellHeight));
        }
        body.append(attribute("xlink:href", "data:image/png;base64," + base64(png(cells))))
                .append("/>");
    }

    @Override
    public void shifted(double down, Consumer<Canvas> drawing) {
        body.append("<g")
                .append(attribute("transform", "translate(0 " + number(down) + ")"))
                .append('>');
        drawing.accept(this);
        body.append("</g>");
    }

    @Override
    public void readOut(Box box, ReadOut values) {
        if (prefix.isEmpty() || values.levels().length > MAX_READ_OUT) {
            return;
        }
        body.append("<rect").append(place(box)).append(" class=\"cells\" fill=\"none\" pointer-events=\"all\"");
        body.append(attribute("data-steps", Integer.toString(values.steps())));
        body.append(attribute("data-columns", Integer.toString(values.columns())));
        body.append(attribute("data-features", String.join("\t", values.features())));
        body.append(attribute("data-low", Double.toString(values.low())));
        body.append(attribute("data-high", Double.toString(values.high())));
        body.append(attribute("data-levels", base64(values.levels()))).append("/>");
    }

    /** {@return an image as PNG bytes} */
    static byte[] png(BufferedImage image) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static BufferedImage enlarged(BufferedImage image, int across, int down) {
        WritableRaster raster = image.getColorModel()
                .createCompatibleWritableRaster(image.getWidth() * across, image.getHeight() * down);
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.setDataElements(x, y, image.getRaster().getDataElements(x / across, y / down, null));
            }
        }
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String place(Box box) {
        return attribute("x", number(box.x()))
                + attribute("y", number(box.y()))
                + attribute("width", number(box.width()))
                + attribute("height", number(box.height()));
    }

    private static String paint(String kind, String attribute, Ink ink) {
        String name = ink.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return attribute("class", kind + "-" + name) + attribute(attribute, hex(ink.rgb()));
    }

    private static String stroke(Stroke stroke) {
        StringBuilder text = new StringBuilder(paint("o", "stroke", stroke.ink()));
        text.append(attribute("stroke-width", number(stroke.width())));
        if (stroke.dashes().length > 0) {
            StringBuilder dashes = new StringBuilder();
            for (double dash : stroke.dashes()) {
                dashes.append(dashes.isEmpty() ? "" : " ").append(number(dash));
            }
            text.append(attribute("stroke-dasharray", dashes.toString()));
        }
        return text.append(" stroke-linejoin=\"round\"").toString();
    }

    private static String steps(double[] xs, double[] ys) {
        StringBuilder text = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < xs.length; i++) {
            boolean present = !Double.isNaN(xs[i]) && !Double.isNaN(ys[i]);
            if (present) {
                text.append(drawing ? 'L' : 'M')
                        .append(number(xs[i]))
                        .append(' ')
                        .append(number(ys[i]));
            }
            drawing = present;
        }
        return text.toString();
    }

    private static String opacity(double opacity) {
        return opacity < 1 ? attribute("fill-opacity", number(opacity)) : "";
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + escape(value) + "\"";
    }

    private static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    private static String number(double value) {
        String text = BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
        return text.equals("-0") ? "0" : text;
    }

    /** {@return text that XML reads as itself; what XML cannot hold becomes a replacement character} */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(character).append(';');
                default -> escaped.appendCodePoint(allowed(character) ? character : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int character) {
        return character >= 0x20
                && !(character >= 0xd800 && character < 0xe000)
                && character != 0xfffe
                && character != 0xffff;
    }
}
