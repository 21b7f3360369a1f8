package io.unfade.workflow.page;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Unit;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.SeriesSet;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.vanishing.Fading;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Series and their maps as parts of figures. */
final class MapFigures {
    private static final int WRONG_SHOWN = 2;

    private MapFigures() {}

    /** {@return the values of a series; centred on 0 if standardised} */
    static Panel input(SeriesSet shown, int series, boolean standardized) {
        int length = shown.length(series);
        CellMap map = CellMap.of(
                shown.steps(), shown.featureNames(), (t, c) -> t < length ? shown.value(series, t, c) : Double.NaN);
        ColorScale scale = standardized
                ? ColorScale.signed("input (standard deviations)")
                : ColorScale.range("input (as in the file)");
        return Panel.of("Input", map, scale.withClipping()).withOutline(reference(shown, series));
    }

    /** {@return the saliency of a series; centred on 0 unless it is never negative} */
    static Panel saliency(String title, SeriesSet set, SaliencyMaps maps, int series) {
        CellMap map = CellMap.of(set.steps(), set.featureNames(), (t, c) -> maps.value(series, t, c));
        boolean signed = Attributions.of(maps.origin())
                .map(method -> !method.isNonNegative())
                .orElse(true);
        ColorScale scale = signed ? ColorScale.signed(unit(maps)) : ColorScale.magnitude(unit(maps));
        return Panel.of(title, map, scale.withClipping()).withOutline(reference(set, series));
    }

    /** {@return the figure, whose key says why later steps have no saliency if maps explain the output at a step} */
    static HeatMapFigure of(SaliencyMaps maps, HeatMapFigure figure) {
        String step = atStep(maps);
        return step == null
                ? figure
                : figure.withAbsent("no data, or not explained: after the first " + step + " steps");
    }

    /** {@return after how many steps the output is explained; null for all} */
    static @Nullable String atStep(SaliencyMaps maps) {
        return maps.origin().details().get(SaliencyMaps.AT_STEP);
    }

    /** {@return by how much the maps of the members of an ensemble differ, of a series} */
    static Panel spread(SeriesSet set, SaliencyMaps spread, int series) {
        CellMap map = CellMap.of(set.steps(), set.featureNames(), (t, c) -> spread.value(series, t, c));
        ColorScale scale =
                ColorScale.magnitude("SD over members, " + unit(spread)).withClipping();
        return Panel.of("Spread over members", map, scale).withOutline(reference(set, series));
    }

    /** {@return the mean |saliency| of some series, at each step over the series that reach it} */
    static Panel average(String title, SeriesSet set, SaliencyMaps maps, int[] series) {
        double[] sums = new double[set.steps() * set.features()];
        int[] counts = new int[set.steps()];
        for (int i : series) {
            double[] cells = maps.absolute(i);
            for (int cell = 0; cell < cells.length; cell++) {
                sums[cell] += cells[cell];
            }
            for (int t = 0; t < maps.length(i); t++) {
                counts[t]++;
            }
        }
        CellMap map = CellMap.of(
                set.steps(),
                set.featureNames(),
                (t, c) -> counts[t] == 0 ? Double.NaN : sums[t * set.features() + c] / counts[t]);
        return Panel.of(
                title, map, ColorScale.magnitude("mean |" + unit(maps) + "|").withClipping());
    }

    /** {@return the mean share of saliency on each step over the series that reach it} */
    static LineFigure.Line meanMassPerStep(String name, SaliencyMaps maps) {
        return LineFigure.Line.of(name, massPerStep(name, maps).values());
    }

    /** {@return the mean share of saliency on each step over the series that reach it, with a band of the 10th to 90th percentile} */
    static LineFigure.Line massPerStep(String name, SaliencyMaps maps) {
        double[][] shares =
                IntStream.range(0, maps.count()).mapToObj(i -> share(maps, i)).toArray(double[][]::new);
        double[] mean = new double[maps.steps()];
        double[] low = new double[maps.steps()];
        double[] high = new double[maps.steps()];
        for (int t = 0; t < mean.length; t++) {
            int step = t;
            double[] known = Arrays.stream(shares)
                    .filter(share -> share.length > step)
                    .mapToDouble(share -> share[step])
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            mean[t] = Arrays.stream(known).average().orElse(Double.NaN);
            low[t] = known.length == 0 ? Double.NaN : known[(int) (0.1 * (known.length - 1))];
            high[t] = known.length == 0 ? Double.NaN : known[(int) (0.9 * (known.length - 1))];
        }
        return LineFigure.Line.of(name, mean).withIntervals(low, high);
    }

    /** {@return the share of a series' saliency on each of its steps} */
    static double[] share(SaliencyMaps maps, int series) {
        double[] mass = Fading.stepMass(maps.absolute(series), maps.length(series), maps.features());
        double sum = Arrays.stream(mass).sum();
        return Arrays.stream(mass).map(value -> value / sum).toArray();
    }

    /** {@return the steps with informative cells in every series; null if unknown or not the same} */
    static LineFigure.@Nullable Span informativeSteps(SeriesSet set) {
        if (!set.hasReference()) {
            return null;
        }
        int[] steps = IntStream.range(0, set.steps())
                .filter(t -> IntStream.range(0, set.features()).anyMatch(c -> set.reference(0, t, c)))
                .toArray();
        boolean same = steps.length > 0 && IntStream.range(1, set.count()).allMatch(i -> sameReference(set, i));
        return same ? new LineFigure.Span("informative steps", steps[0], steps[steps.length - 1] + 1) : null;
    }

    private static boolean sameReference(SeriesSet set, int series) {
        return IntStream.range(0, set.steps())
                .allMatch(t -> IntStream.range(0, set.features())
                        .allMatch(c -> set.reference(series, t, c) == set.reference(0, t, c)));
    }

    private static @Nullable CellMask reference(SeriesSet set, int series) {
        return set.hasReference()
                ? CellMask.of(set.steps(), set.features(), (t, c) -> set.reference(series, t, c))
                : null;
    }

    /** {@return the indices of the series with this explained class} */
    static int[] ofTarget(SaliencyMaps maps, int target) {
        return IntStream.range(0, maps.count())
                .filter(i -> maps.target(i) == target)
                .toArray();
    }

    /**
     * {@return series worth showing: one of each class in turn, then two misclassified ones of different classes}
     *
     * @param limit their maximum number
     */
    static List<Integer> chosen(SeriesSet set, SaliencyMaps maps, int limit) {
        int classes = Math.max(1, maps.classCount());
        LinkedHashSet<Integer> chosen = new LinkedHashSet<>();
        for (int round = 0; chosen.size() < limit && round < set.count(); round++) {
            for (int k = 0; k < classes && chosen.size() < limit; k++) {
                int index = k;
                IntStream.range(0, set.count())
                        .filter(i -> (set.hasLabels() ? set.label(i) : maps.predicted(i)) == index)
                        .filter(i -> !chosen.contains(i))
                        .findFirst()
                        .ifPresent(chosen::add);
            }
        }
        for (int k = 0; set.hasLabels() && k < classes && chosen.size() < limit + WRONG_SHOWN; k++) {
            int index = k;
            IntStream.range(0, set.count())
                    .filter(i -> set.label(i) == index && maps.predicted(i) != index && !chosen.contains(i))
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return List.copyOf(chosen);
    }

    private static String unit(SaliencyMaps maps) {
        return Attributions.of(maps.origin())
                .map(Attribution::unit)
                .orElse(Unit.NONE)
                .label(maps.origin().output());
    }
}
