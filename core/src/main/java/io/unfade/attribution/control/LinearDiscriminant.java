package io.unfade.attribution.control;

import io.unfade.attribution.Background;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.baseline.LinearModel;
import io.unfade.baseline.SeriesVectors;
import io.unfade.check.Require;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The weight of each cell in a linear classifier of the background, the explained class against the others: what the
 * training series show to the simplest model.
 *
 * <pre>{@code
 * w = argmin over w, b of sum_i (y_i - b - w x_i)^2 + penalty ||w||^2,   y_i = 1 in the class, -1 in the others
 * A_tc = w_tc, or w_tc x_tc with map=contributions
 * }</pre>
 *
 * <p>Ridge regression of the class is a linear discriminant whose covariance is shrunken to a multiple of the identity; the
 * penalty is the one with which series left out are predicted best, as of the {@linkplain LinearModel linear model} that
 * networks are compared with. Fitted once for a background, to all of its cells.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>T. Hastie, R. Tibshirani, J. Friedman: The Elements of Statistical Learning, 2nd edition, 2009, sections 3.4.1 and
 *       4.3.
 * </ol>
 *
 * @param map what is shown of the classifier
 */
public record LinearDiscriminant(LinearMap map) implements Control {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "linear-discriminant",
            "control, explains nothing: a linear classifier of the background, which a method has to beat",
            options -> new LinearDiscriminant(options.choice("map", LinearMap.class)),
            LinearMap.option(LinearMap.WEIGHTS));

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("map", map.key());
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
        for (int target : problem.targets()) {
            ClassAgainstRest.of(background, target, KIND.key());
        }
        double[][] weights = background.once(double[][].class, List.of(KIND.key()), () -> weights(background));
        return new Explained(map.of(problem.inputs(), problem.targets(), target -> weights[target]));
    }

    private static double[][] weights(Background background) {
        int count = background.count();
        int cells = background.cells();
        Require.argument(
                SeriesVectors.areFew(count, cells),
                "linear-discriminant needs a background of at most %d series or cells a series, and %d cells in all, but"
                        + " it has %d series of %d cells",
                SeriesVectors.MOST_DIMENSIONS,
                SeriesVectors.MOST_CELLS,
                count,
                cells);
        double[][] rows = new double[count][cells];
        for (int i = 0; i < count; i++) {
            background.copy(i, cells, rows[i], 0);
        }
        int[] labels = IntStream.range(0, count).map(background::label).toArray();
        return LinearModel.weights(SeriesVectors.of(rows), labels);
    }
}
