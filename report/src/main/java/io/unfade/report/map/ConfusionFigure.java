package io.unfade.report.map;

import io.unfade.check.Require;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.Sheet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A confusion matrix: counts, coloured by their share of the true class. */
public final class ConfusionFigure extends Figure {
    private final List<String> classNames;
    private final long[][] counts;

    private ConfusionFigure(String title, List<String> classNames, long[][] counts) {
        super(title);
        this.classNames = List.copyOf(classNames);
        this.counts = counts;
    }

    /**
     * {@return the figure of a confusion matrix}
     *
     * @param classNames K names, at least one
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

    @Override
    public Sheet sheet() {
        double[][] shares = Arrays.stream(counts).map(ConfusionFigure::shares).toArray(double[][]::new);
        CellMap map = CellMap.of(counts.length, classNames, (row, column) -> shares[row][column]);
        ColorScale scale = ColorScale.percent("share of the true class (%)");
        return HeatMapFigure.matrix(
                        title(), map, scale, "true class", "predicted class", new CellNumbers(counts, shares))
                .sheet();
    }

    private static double[] shares(long[] row) {
        double total = Arrays.stream(row).sum();
        return Arrays.stream(row).mapToDouble(count -> 100 * count / total).toArray();
    }

    @Override
    public List<String> notes() {
        boolean missing =
                Arrays.stream(counts).anyMatch(row -> Arrays.stream(row).sum() == 0);
        return missing ? List.of("Hatched rows: no series of that class.") : List.of();
    }

    @Override
    public String altText() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Confusion matrix of %d classes.", counts.length));
        for (int row = 0; row < counts.length; row++) {
            long total = Arrays.stream(counts[row]).sum();
            text.append(
                    String.format(Locale.ROOT, " %s: %d of %d correct.", classNames.get(row), counts[row][row], total));
        }
        return text.toString();
    }
}
