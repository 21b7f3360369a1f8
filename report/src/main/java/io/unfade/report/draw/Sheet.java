package io.unfade.report.draw;

import org.jfree.chart.block.Block;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.ui.Drawable;
import org.jfree.chart.ui.Size2D;
import org.jfree.data.Range;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Charts, titles and legends at fixed positions of one drawing. Lengths are in points. */
public final class Sheet {
    private final int width;
    private int height;
    private final List<Item> items = new ArrayList<>();

    private record Item(Drawable drawable, Rectangle2D place) {}

    /** Creates an empty sheet. */
    public Sheet(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Adds an item at a position. */
    public void add(Drawable drawable, double x, double y, double itemWidth, double itemHeight) {
        items.add(new Item(drawable, new Rectangle2D.Double(x, y, itemWidth, itemHeight)));
    }

    /** Appends the content of another sheet below. */
    public void addBelow(Sheet other) {
        addShifted(other, 0, height);
        height += other.height;
    }

    /** Adds the content of another sheet at an x without growing this sheet. */
    public void addBeside(Sheet other, int x) {
        addShifted(other, x, 0);
    }

    private void addShifted(Sheet other, int right, int down) {
        for (Item item : other.items) {
            Rectangle2D place = item.place();
            add(item.drawable(), place.getX() + right, place.getY() + down, place.getWidth(), place.getHeight());
        }
    }

    /** Appends a title or legend below, from an x to the right edge, with the height it needs. */
    public void addBelow(Block block, double x) {
        double room = width - x;
        int needed = (int) Math.ceil(arranged(block, room, Integer.MAX_VALUE).getHeight());
        add(block, x, height, room, needed);
        height += needed;
    }

    /** {@return the same drawing with a margin on all sides} */
    Sheet withMargin(int margin) {
        Sheet larger = new Sheet(width + 2 * margin, height + 2 * margin);
        larger.addShifted(this, margin, margin);
        return larger;
    }

    /** Draws everything on a white background. */
    void draw(Graphics2D graphics) {
        /* As charts do: axes restore the earlier hint, and Batik cannot restore an unset one. */
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        for (Item item : items) {
            item.drawable().draw(graphics, item.place());
        }
    }

    /** {@return the size of a title or legend within a maximum width and height} */
    public static Size2D arranged(Block block, double maxWidth, double maxHeight) {
        Graphics2D scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            scratch.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            return block.arrange(scratch, new RectangleConstraint(new Range(0, maxWidth), new Range(0, maxHeight)));
        } finally {
            scratch.dispose();
        }
    }
}
