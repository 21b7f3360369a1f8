package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.check.Require;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Another method's map without its largest sizes, next to which all other cells look alike: what is above a quantile is set
 * to it.
 *
 * <pre>{@code
 * A_tc = sign(M_tc) min(|M_tc|, h),   h the q-quantile of |M| over the real cells of the series
 * }</pre>
 *
 * <p>M is the other method's signed map. The quantile is interpolated linearly between the values next to it (type 7). Where
 * it is 0, fewer cells than 1 - q count at all, and the map stays as it is. No cell comes before another that it was behind,
 * but the largest become equal. In units of the other method. Costs what the other method costs.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996 (type 7)
 * </ol>
 *
 * @param method M
 * @param quantile q, above 0 and below 1
 */
public record Clipped(Attribution method, double quantile) implements DisplayStep {
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "clipped",
            "another method's map, sizes above a quantile set to it; a display step",
            options -> new Clipped(options.method("method"), options.number("quantile")),
            DisplayStep.SHOWN,
            new Kind.Option("quantile", "0.95", "of the sizes of a series' cells, above 0 and below 1"));

    /** Checks the other method and the quantile. */
    public Clipped {
        Wrapper.checkOther("clipped", method);
        Require.argument(
                quantile > 0 && quantile < 1, "clipped: quantile must be above 0 and below 1, but was %s", quantile);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = optionsOfOther();
        options.put("quantile", Double.toString(quantile));
        return options;
    }

    @Override
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(DisplayStep.super.doubts());
        doubts.add(
                "clipped maps show the largest cells of a series as equal: a display step, which says nothing more than the"
                        + " map before it");
        return doubts;
    }

    @Override
    public double[] changed(double[] map, int features) {
        double highest = QUANTILE.evaluate(Arrays.stream(map).map(Math::abs).toArray(), quantile);
        return highest == 0
                ? map
                : Arrays.stream(map)
                        .map(value -> Math.copySign(Math.min(Math.abs(value), highest), value))
                        .toArray();
    }
}
