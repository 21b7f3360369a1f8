package io.unfade.model;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Series as a model reads them: standardised, features in the model's order, truncated to the longest of them, on the
 * Java heap. Independent of the engine, so any program can be a model.
 *
 * @param values {@code (B, T, C)} row-major; 0 after a series' last real step; owned by this record
 * @param lengths real steps of each series, 1..T; owned by this record
 * @param steps T
 * @param features C
 */
public record Inputs(double[] values, int[] lengths, int steps, int features) {
    /** Checks that the sizes fit together. */
    public Inputs {
        Require.argument(
                (long) lengths.length * steps * features == values.length,
                "%d series of %d steps and %d features need as many values, but there are %d",
                lengths.length,
                steps,
                features,
                values.length);
    }

    /** {@return the series of several inputs, one after the other, padded to the longest} */
    public static Inputs joined(List<Inputs> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int steps = parts.stream().mapToInt(Inputs::steps).max().orElseThrow();
        int features = parts.get(0).features();
        int[] lengths = parts.stream()
                .flatMapToInt(part -> Arrays.stream(part.lengths()))
                .toArray();
        Inputs joined = new Inputs(new double[lengths.length * steps * features], lengths, steps, features);
        int row = 0;
        for (Inputs part : parts) {
            for (int b = 0; b < part.count(); b++) {
                System.arraycopy(part.values(), part.offset(b), joined.values(), joined.offset(row++), part.cells(b));
            }
        }
        return joined;
    }

    /** {@return B} */
    public int count() {
        return lengths.length;
    }

    /** {@return the index of a series' first cell in the values} */
    public int offset(int series) {
        return series * steps * features;
    }

    /** {@return the number of real cells of a series, which come first} */
    public int cells(int series) {
        return lengths[series] * features;
    }

    /** {@return a copy with other values} */
    public Inputs with(double[] others) {
        return new Inputs(others, lengths, steps, features);
    }

    /** {@return the series that have so many steps or more} */
    public int[] lasting(int least) {
        return IntStream.range(0, count())
                .filter(series -> lengths[series] >= least)
                .toArray();
    }

    /**
     * {@return the first steps of some series, or all if there are fewer}
     *
     * @param most steps, at least 1
     */
    public Inputs first(int most, int... series) {
        return between(0, most, series);
    }

    /**
     * {@return steps of some series: those from one step on and before another, or all there are from it on}
     *
     * @param from a step that all of them have
     * @param to above it
     */
    public Inputs between(int from, int to, int... series) {
        int[] cut = IntStream.of(series)
                .map(row -> Math.min(to, lengths[row]) - from)
                .toArray();
        int longest = IntStream.of(cut).max().orElse(to - from);
        Inputs part = new Inputs(new double[cut.length * longest * features], cut, longest, features);
        for (int row = 0; row < series.length; row++) {
            System.arraycopy(
                    values, offset(series[row]) + from * features, part.values, part.offset(row), part.cells(row));
        }
        return part;
    }

    /** {@return whether every series has T steps} */
    public boolean equalLengths() {
        for (int length : lengths) {
            if (length != steps) {
                return false;
            }
        }
        return true;
    }
}
