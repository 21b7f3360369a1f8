package io.unfade.attribution.control;

import io.unfade.attribution.Background;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.List;

/**
 * The two-sample t statistic of each cell in the background, the explained class against the others: where the training
 * series differ, next to how much they vary. The same for all series of a class.
 *
 * <pre>{@code
 * A_tc = (m_tc - m'_tc) / sqrt(s_tc^2 (1 / n + 1 / n'))
 * }</pre>
 *
 * <p>m, m' are the means and n, n' the numbers of series of the class and of the others; s^2 is their pooled variance with
 * n + n' - 2 degrees of freedom. It is taken to be at least 1e-12 of its mean over all cells, so that cells that never vary
 * get finite numbers.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>Student: The Probable Error of a Mean, Biometrika 6, 1908.
 * </ol>
 */
public record TMap() implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "t-map",
            "control, explains nothing: t statistic of each cell in the background, which a method has to beat",
            options -> new TMap());

    private static final double LEAST_SHARE = 1e-12;

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public boolean needsBackground() {
        return true;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public Explained attribute(Problem problem) {
        Background background = problem.background();
        return new Explained(LinearMap.WEIGHTS.of(
                problem.inputs(),
                problem.targets(),
                target -> background.once(
                        double[].class, List.of(KIND.key(), target), () -> statistics(background, target))));
    }

    private static double[] statistics(Background background, int target) {
        ClassAgainstRest groups = ClassAgainstRest.of(background, target, KIND.key());
        double[] variances = groups.variances(background.cells());
        double mean = Arrays.stream(variances).average().orElseThrow();
        Require.argument(mean > 0, "t-map needs series in the background that differ from others of their class");
        double perSeries = 1.0 / groups.own() + 1.0 / groups.others();
        double[] statistics = groups.differences(background.cells());
        for (int cell = 0; cell < statistics.length; cell++) {
            statistics[cell] /= Math.sqrt(Math.max(variances[cell], LEAST_SHARE * mean) * perSeries);
        }
        return statistics;
    }
}
