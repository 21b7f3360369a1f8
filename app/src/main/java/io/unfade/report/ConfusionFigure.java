package io.unfade.report;

import io.unfade.check.Require;
import io.unfade.report.Canvas.Anchor;
import io.unfade.report.Canvas.TextStyle;

import java.util.Arrays;
import java.util.List;

/** How often each true class was predicted as which class: counts, coloured by their share of the true class. */
public final class ConfusionFigure extends Figure {
    private static final double SIDE = 250;
    private static final double MAX_CELL = 64;
    private static final double MIN_CELL = 8;
    private static final double MAX_NAME_WIDTH = 90;
    private static final double TOP = 10;
    private static final double NAME_ROOM = 22;
    private static final ColorScale.Limits PERCENT = new ColorScale.Limits(0, 100);
    private static final double DARK_BELOW = 60;

    private final List<String> classNames;
    private final long[][] counts;
    private final double cell;

    private ConfusionFigure(String title, List<String> classNames, long[][] counts) {
        super(title);
        this.classNames = List.copyOf(classNames);
        this.counts = counts;
        cell = Math.max(MIN_CELL, Math.min(MAX_CELL, SIDE / classNames.size()));
    }

    /**
     * {@return the figure of a confusion matrix}
     *
     * @param classNames K of them, at least one
     * @param counts K rows of K numbers, at least 0: true class, then predicted class
     * @throws IllegalArgumentException if the sizes disagree or a count is negative
     */
    public static ConfusionFigure of(String title, List<String> classNames, long[][] counts) {
        int classes = classNames.size();
        boolean square =
                classes > 0 && counts.length == classes && Arrays.stream(counts).allMatch(row -> row.length == classes);
        Require.argument(square, "a confusion matrix of %d classes needs as many rows and columns", classes);
        boolean counted = Arrays.stream(counts).flatMapToLong(Arrays::stream).allMatch(count -> count >= 0);
        Require.argument(counted, "the counts of a confusion matrix must not be negative");
        long[][] copy = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
        return new ConfusionFigure(title, classNames, copy);
    }

    private Box plot() {
        double names = classNames.stream()
                .mapToDouble(name -> TextWidth.of(name, TICK_SIZE))
                .max()
                .orElse(0);
        double left = NAME_ROOM + Math.min(names, MAX_NAME_WIDTH) + Axis.TICK + 6;
        return new Box(left, TOP, cell * classNames.size(), cell * classNames.size());
    }

    private boolean turned() {
        return classNames.stream().anyMatch(name -> TextWidth.of(name, TICK_SIZE) > cell - 4);
    }

    private double below() {
        double names = classNames.stream()
                .mapToDouble(name -> Math.min(TextWidth.of(name, TICK_SIZE), MAX_NAME_WIDTH))
                .max()
                .orElse(0);
        return turned() ? names + 30 : Axis.BELOW;
    }

    private ColorBar bar() {
        return new ColorBar(ColorMap.BLUES, PERCENT, plot().height(), "share of the true class (%)");
    }

    @Override
    Size size() {
        Box plot = plot();
        return new Size(plot.right() + bar().width(), plot.bottom() + below());
    }

    @Override
    void draw(Canvas canvas) {
        Box plot = plot();
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                cell(canvas, new Box(plot.x() + column * cell, plot.y() + row * cell, cell, cell), row, column);
            }
        }
        Axis.frame(canvas, plot);
        names(canvas, plot);
        bar().draw(canvas, plot);
    }

    private void cell(Canvas canvas, Box box, int row, int column) {
        double share = share(row, column);
        int rgb = ColorMap.BLUES.rgb(PERCENT.fraction(share));
        if (Double.isNaN(share)) {
            canvas.hatch(box);
        } else {
            canvas.fill(box, rgb);
        }
        String count = Long.toString(counts[row][column]);
        double size = Math.min(14, cell * 0.42);
        if (size < 7 || TextWidth.of(count, size) > cell - 2 || Double.isNaN(share)) {
            return;
        }
        Ink ink = Lab.of(rgb).lightness() < DARK_BELOW ? Ink.WHITE : Ink.BLACK;
        boolean roomy = cell >= 46;
        canvas.text(
                count,
                box.centerX(),
                box.centerY() + (roomy ? -1 : size * 0.36),
                TextStyle.of(size, ink, Anchor.MIDDLE).heavy());
        if (roomy) {
            String percent = Math.round(share) + " %";
            canvas.text(percent, box.centerX(), box.centerY() + 14, TextStyle.of(10.5, ink, Anchor.MIDDLE));
        }
    }

    private void names(Canvas canvas, Box plot) {
        int stride = (int) Math.ceil((TICK_SIZE + 1) / cell);
        for (int i = 0; i < counts.length; i += stride) {
            String name = TextWidth.fitMiddle(classNames.get(i), TICK_SIZE, MAX_NAME_WIDTH);
            Axis.left(canvas, plot, plot.y() + (i + 0.5) * cell, name);
            double x = plot.x() + (i + 0.5) * cell;
            if (turned()) {
                TextStyle style = TextStyle.of(TICK_SIZE, Ink.MUTED, Anchor.END);
                canvas.text(name, x + 4, plot.bottom() + 7, style.turned());
            } else {
                TextStyle style = TextStyle.of(TICK_SIZE, Ink.MUTED, Anchor.MIDDLE);
                canvas.text(name, x, plot.bottom() + 15, style);
            }
        }
        TextStyle style = TextStyle.of(LABEL_SIZE, Ink.TEXT, Anchor.MIDDLE);
        canvas.text("predicted class", plot.centerX(), plot.bottom() + below() - 6, style);
        Axis.upwardName(canvas, plot, LABEL_SIZE + 2, "true class");
    }

    private double share(int row, int column) {
        long total = Arrays.stream(counts[row]).sum();
        return total == 0 ? Double.NaN : 100.0 * counts[row][column] / total;
    }

    @Override
    public List<String> notes() {
        boolean missing =
                Arrays.stream(counts).anyMatch(row -> Arrays.stream(row).sum() == 0);
        return missing ? List.of("Hatched rows: no series of that class.") : List.of();
    }

    @Override
    public String altText() {
        StringBuilder text = new StringBuilder("Confusion matrix of %d classes.".formatted(counts.length));
        for (int row = 0; row < counts.length; row++) {
            long total = Arrays.stream(counts[row]).sum();
            text.append(" %s: %d of %d right.".formatted(classNames.get(row), counts[row][row], total));
        }
        return text.toString();
    }
}
