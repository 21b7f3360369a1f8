package io.unfade.report.chart;

import io.unfade.report.chart.DistributionFigure.Group;

import java.util.Arrays;
import java.util.List;

/**
 * Histogram bins. Each includes its lower end, the last one also its upper end.
 *
 * @param edges one more than the number of bins, increasing
 * @param logarithmic whether bins have equal ratios instead of equal widths
 */
public record Bins(double[] edges, boolean logarithmic) {
    private static final int COUNT = 40;
    private static final double SMALLEST_SHARE = 1e-8;

    /** {@return bins of equal width over all numbers} */
    public static Bins even(List<Group> groups) {
        double low =
                groups.stream().mapToDouble(group -> group.quantile(0)).min().orElse(0);
        double high = largest(groups);
        double margin = low < high ? 0 : low == 0 ? 1 : Math.abs(low) / 2;
        return new Bins(edges(low - margin, high + margin), false);
    }

    /** {@return bins of equal ratios over the numbers above 0, over at most eight powers of ten} */
    public static Bins logarithmic(List<Group> groups) {
        double high = largest(groups);
        double least = groups.stream()
                .flatMapToDouble(group -> Arrays.stream(group.values()))
                .filter(value -> value >= high * SMALLEST_SHARE && value > 0)
                .min()
                .orElse(high);
        double low = least < high ? least : high / 2;
        double[] powers = edges(Math.log10(low), Math.log10(high));
        double[] edges = Arrays.stream(powers).map(power -> Math.pow(10, power)).toArray();
        /* Exact, free of rounding. */
        edges[0] = low;
        edges[COUNT] = high;
        return new Bins(edges, true);
    }

    private static double largest(List<Group> groups) {
        return groups.stream().mapToDouble(group -> group.quantile(1)).max().orElse(0);
    }

    private static double[] edges(double low, double high) {
        double[] edges = new double[COUNT + 1];
        Arrays.setAll(edges, i -> low + (high - low) * i / COUNT);
        edges[COUNT] = high;
        return edges;
    }

    /** {@return the share of a group's numbers in each bin, 0..1} */
    public double[] shares(Group group) {
        double[] shares = new double[edges.length - 1];
        for (double value : group.values()) {
            int found = Arrays.binarySearch(edges, value);
            int bin = found >= 0 ? Math.min(found, shares.length - 1) : -found - 2;
            if (bin >= 0) {
                shares[bin] += 1.0 / group.values().length;
            }
        }
        return shares;
    }

    /** {@return the share of a group's numbers below all bins, 0..1} */
    public double shareBelow(Group group) {
        long below =
                Arrays.stream(group.values()).filter(value -> value < edges[0]).count();
        return (double) below / group.values().length;
    }
}
