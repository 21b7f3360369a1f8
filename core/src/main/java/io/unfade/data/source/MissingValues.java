package io.unfade.data.source;

import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesBuilder;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The handling of missing values (NaN, or a format's notation for it). Each feature of each series is filled
 * separately, from its real steps only; a feature that is missing throughout a series becomes 0. Infinity is not a
 * missing value and is always rejected.
 */
public enum MissingValues implements Keyed {
    /** Missing values are an error; the message names series, step and feature. */
    REFUSE,
    /** Missing values become 0. */
    ZERO,
    /** Missing values take the previous known value; those before the first known value take the first. */
    PREVIOUS,
    /**
     * Missing values are interpolated linearly between known neighbours, by the times of the steps if the file has
     * them, else by step number; those at either end take the nearest value.
     */
    LINEAR,
    /**
     * Missing values become the mean of the feature, and further features say where they are: see {@link MissingMarks},
     * which fill them once all series are read.
     */
    MARK;

    /**
     * Fills the gaps of all series of a set, one by one; {@link #MARK} leaves them NaN.
     *
     * @param builder of the set, with lengths already set
     * @param set location of the set, for messages
     * @throws MalformedFileException if a real cell is infinite, or missing where that is rejected
     */
    public void fill(SeriesBuilder builder, Location set) throws MalformedFileException {
        for (int series = 0; series < builder.count(); series++) {
            int index = series;
            double[] cells = builder.realCells(series);
            fill(cells, builder.features(), () -> set.inside("series %d", index));
            builder.cells(series * builder.steps() * builder.features(), DoubleBuffer.wrap(cells));
        }
    }

    /**
     * Fills the gaps of one series in place; {@link #MARK} leaves them NaN.
     *
     * @param cells the series, row-major {@code (length, features)}
     * @param features the number of features
     * @param series location of the series, for messages
     * @throws MalformedFileException if a cell is infinite, or missing where that is rejected
     */
    public void fill(double[] cells, int features, Supplier<Location> series) throws MalformedFileException {
        double[] steps = new double[this == LINEAR ? cells.length / features : 0];
        Arrays.setAll(steps, i -> i);
        fill(cells, features, steps, series);
    }

    /**
     * As {@link #fill(double[], int, Supplier)}, for steps with known times.
     *
     * @param times of the steps, increasing; used only by {@link #LINEAR}
     */
    public void fill(double[] cells, int features, double[] times, Supplier<Location> series)
            throws MalformedFileException {
        boolean gaps = false;
        for (int cell = 0; cell < cells.length; cell++) {
            if (Double.isFinite(cells[cell])) {
                continue;
            }
            gaps = true;
            if (this == REFUSE || Double.isInfinite(cells[cell])) {
                throw series.get()
                        .inside("step %d, feature %d", cell / features, cell % features)
                        .problem(
                                Double.isNaN(cells[cell])
                                        ? "the value is missing; correct it, or choose how to fill missing values: zero, previous, "
                                                + "linear or mark ({missing} RULE)"
                                        : "the value is infinite; it must be finite");
            }
        }
        for (int feature = 0; gaps && this != MARK && feature < features; feature++) {
            fillFeature(cells, times, features, feature);
        }
    }

    private void fillFeature(double[] cells, double[] times, int features, int feature) {
        int length = cells.length / features;
        int known = -1;
        for (int time = 0; time < length; time++) {
            if (!Double.isNaN(cells[time * features + feature])) {
                fillGap(cells, times, features, feature, new Gap(known, time));
                known = time;
            }
        }
        fillGap(cells, times, features, feature, new Gap(known, length));
    }

    private void fillGap(double[] cells, double[] times, int features, int feature, Gap gap) {
        int length = cells.length / features;
        boolean before = gap.from >= 0;
        boolean after = gap.to < length && !Double.isNaN(cells[gap.to * features + feature]);
        double first = before ? cells[gap.from * features + feature] : 0;
        double last = after ? cells[gap.to * features + feature] : 0;
        for (int time = gap.from + 1; time < gap.to; time++) {
            double value;
            if (this == ZERO) {
                value = 0;
            } else if (before && after && this == LINEAR) {
                double begin = times[gap.from] / 2; // halves, so that differences do not overflow
                double share = (times[time] / 2 - begin) / (times[gap.to] / 2 - begin);
                value = first * (1 - share) + last * share;
            } else {
                value = before ? first : last;
            }
            cells[time * features + feature] = value;
        }
    }

    /** The steps strictly between two others. */
    private record Gap(int from, int to) {}
}
