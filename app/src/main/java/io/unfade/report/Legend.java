package io.unfade.report;

import io.unfade.report.Canvas.Anchor;
import io.unfade.report.Canvas.TextStyle;

import java.util.ArrayList;
import java.util.List;

/** The key of a figure: small samples with their meaning, in as many rows as the width asks for. */
final class Legend {
    private static final double ROW = 18;
    private static final double SAMPLE = 22;
    private static final double GAP = 14;

    private final double width;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One meaning.
     *
     * @param label in words
     * @param sample draws into the rectangle it is given
     */
    record Entry(String label, Sample sample) {}

    /** Draws what an entry explains. */
    @FunctionalInterface
    interface Sample {
        void draw(Canvas canvas, Box box);
    }

    /** @param width of the figure */
    Legend(double width) {
        this.width = width;
    }

    void add(String label, Sample sample) {
        entries.add(new Entry(TextWidth.fit(label, Figure.TICK_SIZE, width - SAMPLE - 10), sample));
    }

    /** {@return the height of all rows; 0 without entries} */
    double height() {
        List<List<Entry>> rows = rows();
        return rows.isEmpty() ? 0 : rows.size() * ROW + 6;
    }

    /** Draws the rows below a y, from an x on. */
    void draw(Canvas canvas, double left, double top) {
        double y = top + 6;
        for (List<Entry> row : rows()) {
            double x = left;
            for (Entry entry : row) {
                entry.sample().draw(canvas, new Box(x, y + 2, SAMPLE - 4, 11));
                TextStyle style = TextStyle.of(Figure.TICK_SIZE, Ink.TEXT, Anchor.START);
                canvas.text(entry.label(), x + SAMPLE, y + 12, style);
                x += widthOf(entry) + GAP;
            }
            y += ROW;
        }
    }

    private static double widthOf(Entry entry) {
        return SAMPLE + TextWidth.of(entry.label(), Figure.TICK_SIZE);
    }

    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (used + GAP + widthOf(entry) > width) {
                rows.add(new ArrayList<>());
                used = -GAP;
            }
            rows.get(rows.size() - 1).add(entry);
            used += GAP + widthOf(entry);
        }
        return rows;
    }
}
