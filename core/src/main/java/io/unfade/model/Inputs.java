package io.unfade.model;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;

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

    /**
     * {@return the beginning of each series}
     *
     * @param most steps at most, at least 1; shorter series remain whole
     */
    public Inputs first(int most) {
        if (most >= steps) {
            return this;
        }
        int[] cut = new int[lengths.length];
        Arrays.setAll(cut, series -> Math.min(most, lengths[series]));
        Inputs first = new Inputs(new double[count() * most * features], cut, most, features);
        for (int series = 0; series < count(); series++) {
            System.arraycopy(values, offset(series), first.values, first.offset(series), first.cells(series));
        }
        return first;
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
