package io.unfade.report.draw;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;

/**
 * The mapping of a map's numbers to colours, and the label of the colour bar. Immutable.
 *
 * @param kind the ends of the scale
 * @param label name of the values, with their unit, for example {@code saliency (logit)}
 * @param clipped whether the most extreme half per cent of cells share the end colour, so that a few outliers do not
 *     make the rest of the map look empty; the colour bar's label says so
 */
public record ColorScale(Kind kind, String label, boolean clipped) {
    private static final double CLIP_QUANTILE = 0.995;

    /** The ends of the scale. */
    public enum Kind {
        /** From the lowest to the highest number. */
        RANGE,
        /** From 0 to the highest number: non-negative data, such as absolute saliency. */
        MAGNITUDE,
        /** From -m to m, m the largest magnitude, with 0 in the middle: signed data. */
        SIGNED,
        /** From 0 to 100: shares. */
        PERCENT
    }

    /**
     * The numbers at the ends of the colours.
     *
     * @param low number of the first colour
     * @param high number of the last colour, above {@code low}
     */
    public record Limits(double low, double high) {
        public double fraction(double value) {
            return (value - low) / (high - low);
        }
    }

    /** Checks the label. */
    public ColorScale {
        Require.argument(!label.isBlank(), "a colour scale needs a label that says what the numbers are");
    }

    /** {@return a scale from the lowest to the highest number} */
    public static ColorScale range(String label) {
        return new ColorScale(Kind.RANGE, label, false);
    }

    /** {@return a scale from 0 to the highest number} */
    public static ColorScale magnitude(String label) {
        return new ColorScale(Kind.MAGNITUDE, label, false);
    }

    /** {@return a scale from 0 to 100} */
    public static ColorScale percent(String label) {
        return new ColorScale(Kind.PERCENT, label, false);
    }

    /** {@return a scale centred at 0} */
    public static ColorScale signed(String label) {
        return new ColorScale(Kind.SIGNED, label, false);
    }

    /** {@return a copy in which the most extreme half per cent of cells share the end colour} */
    public ColorScale withClipping() {
        return new ColorScale(kind, label, true);
    }

    /** {@return the colours} */
    public ColorMap colors() {
        return switch (kind) {
            case SIGNED -> ColorMap.BLUE_RED;
            case PERCENT -> ColorMap.BLUES;
            case RANGE, MAGNITUDE -> ColorMap.VIRIDIS;
        };
    }

    /** {@return the label of the colour bar, with a note on clipping} */
    public String barLabel() {
        return clipped ? label + ", clipped at 99.5\u00a0%" : label;
    }

    /** {@return the ends of the scale for a map; with fallbacks for empty or constant maps} */
    public Limits limits(CellMap map) {
        return limits(map.present());
    }

    /** {@return the common ends of the scale for several maps} */
    public Limits limits(List<CellMap> maps) {
        return limits(maps.stream()
                .flatMapToDouble(map -> Arrays.stream(map.present()))
                .sorted()
                .toArray());
    }

    private Limits limits(double[] sorted) {
        if (kind == Kind.PERCENT) {
            return new Limits(0, 100);
        }
        if (sorted.length == 0) {
            return new Limits(kind == Kind.SIGNED ? -1 : 0, 1);
        }
        if (kind == Kind.RANGE) {
            return range(sorted);
        }
        double[] magnitudes = Arrays.stream(sorted).map(Math::abs).sorted().toArray();
        double largest = Quantile.of(magnitudes, clipped ? CLIP_QUANTILE : 1);
        double end = largest > 0 ? largest : Math.max(magnitudes[magnitudes.length - 1], 0);
        end = end > 0 ? end : 1;
        return new Limits(kind == Kind.SIGNED ? -end : 0, end);
    }

    private Limits range(double[] sorted) {
        double low = Quantile.of(sorted, clipped ? 1 - CLIP_QUANTILE : 0);
        double high = Quantile.of(sorted, clipped ? CLIP_QUANTILE : 1);
        if (low == high) {
            low = sorted[0];
            high = sorted[sorted.length - 1];
        }
        if (low == high) {
            double margin = low == 0 ? 1 : Math.abs(low) / 2;
            return new Limits(low - margin, high + margin);
        }
        return new Limits(low, high);
    }
}
