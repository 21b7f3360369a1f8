package io.unfade.attribution.mask;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.MethodOptions;
import io.unfade.attribution.Problem;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dynamask: a mask of a given area that preserves the output, by descent. Cells that are not kept are replaced by what is
 * around them in time.
 *
 * <pre>{@code
 * J = sum over k of (f_k(x') - f_k(x))^2 / sum over k of (f_k(x'_0) - f_k(x))^2
 *     + size_k mean (sort(m) - r)^2 + time mean |m_t+1 - m_t|,   size_k = size growth^(k / iterations) }</pre>
 *
 * <p>The outputs f_k that are preserved are the explained one alone, or all of the model. r is 0, and 1 for a share of the cells, the area; x'_0 is x' for m = 0. m starts at 1/2 and is clamped to 0..1
 * after each of the iterations k, which are of gradient descent with a momentum of 0.9. The rate is for each cell of
 * the series, so that long series get as far as short ones; no step moves a cell by more than 0.1 before the momentum.
 * With several areas the map is the mask of the smallest one whose first term is at most a tolerance, or else of the
 * smallest first term. Values in 0..1. Masks whose mean is not within 0.1 of their area, and those that fail as {@link
 * BestMasks} says, do not count. Not complete. Without random numbers. Cost: a backward pass for each iteration of
 * each area, and a forward pass for each area, plus three.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Crabbé, M. van der Schaar: Explaining Time Series Predictions with Dynamic Masks, ICML 2021, arXiv 2106.05303.
 * </ol>
 *
 * Differs from the paper, which compares all outputs, unscaled; here it is the explained output or all, as a share of
 * their change. The step grows with the number of cells. Cells with equal masks share the places of r that they take, so
 * that their order does not matter. The weights of the moving average are of the steps that the series has. A baseline
 * is not among the paper's replacements.
 *
 * @param perturbation what replaces cells
 * @param width of the blur, its standard deviation in steps; of the average, steps to each side, or 0 for the whole series
 * @param baseline of {@link Operator#BASELINE}
 * @param area the largest one, as a share of the cells, above 0, below 1
 * @param areas how many: the area, and equal parts of it
 * @param tolerance largest first term of an area that will do
 * @param iterations 1..100000
 * @param rate of descent, above 0; times the number of cells
 * @param size penalty of the difference from the area at the start, above 0
 * @param growth how often larger it is in the end, at least 1
 * @param time penalty of changes from a step to the next, at least 0
 * @param preserve the outputs that are kept
 */
public record Dynamask(
        Operator perturbation,
        int width,
        Baseline baseline,
        double area,
        int areas,
        double tolerance,
        int iterations,
        double rate,
        double size,
        double growth,
        double time,
        Preserved preserve)
        implements LearnedMask {
    /** What replaces cells that are not kept. */
    public enum Operator implements Keyed {
        /** The series itself, blurred over time. */
        BLUR,
        /** The mean over the steps around. */
        AVERAGE,
        /** A baseline. */
        BASELINE
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "dynamask",
            "a mask of a given area that preserves the output, by descent; other cells blur over time",
            Dynamask::of,
            new Kind.Option(
                    "perturbation",
                    "blur",
                    "what replaces cells: blur (Gaussian, over time), average (of the steps around), or baseline"),
            new Kind.Option(
                    "width",
                    "2",
                    "standard deviation of the blur in steps, at least 1; or steps of the average to each side, 0 for the"
                            + " whole series"),
            Baseline.option("with perturbation=baseline, what cells fade to", Baseline.ZERO, Baseline.SERIES),
            new Kind.Option("area", "0.5", "share of the cells that are kept, above 0, below 1; the largest one"),
            new Kind.Option("areas", "1", "how many areas are tried: the area, and equal parts of it, 1..1000"),
            new Kind.Option(
                    "tolerance",
                    "0.1",
                    "of several areas the smallest is taken that keeps the output up to this share of its squared change,"
                            + " above 0, at most 1"),
            MaskOptions.iterations(500),
            MaskOptions.rate("0.001", "learning rate, for each cell of the series, with a momentum of 0.9"),
            new Kind.Option(
                    "size", "0.5", "penalty of the difference from the area at the start, above 0, at most 1000000"),
            new Kind.Option("growth", "100.0", "how often larger this penalty is in the end, 1..1000000"),
            MaskOptions.TIME,
            MaskOptions.PRESERVE);

    private static final int PASSES = 3;

    /** Checks the options. */
    public Dynamask {
        MaskOptions.check("dynamask", iterations, rate, time);
        MaskOptions.checkSize("dynamask", size);
        int narrowest = perturbation == Operator.BLUR ? 1 : 0;
        Require.argument(
                width >= narrowest,
                "dynamask: width must be at least %d with perturbation=%s, but was %d",
                narrowest,
                perturbation.key(),
                width);
        Require.argument(area > 0 && area < 1, "dynamask: area must be above 0 and below 1, but was %s", area);
        Require.argument(
                areas >= 1 && areas <= MaskOptions.MOST_VARIANTS,
                "dynamask: areas must be in 1..%d, but was %d",
                MaskOptions.MOST_VARIANTS,
                areas);
        Require.argument(
                tolerance > 0 && tolerance <= 1,
                "dynamask: tolerance must be above 0 and at most 1, but was %s",
                tolerance);
        Require.argument(
                growth >= 1 && growth <= MaskOptions.LARGEST,
                "dynamask: growth must be in 1..%.0f, but was %s",
                MaskOptions.LARGEST,
                growth);
        baseline.among(Baseline.SERIES, "dynamask");
    }

    private static Dynamask of(MethodOptions options) {
        Operator perturbation = options.choice("perturbation", Operator.class);
        int areas = options.integer("areas");
        options.onlyIf(perturbation != Operator.BASELINE, "width", "with perturbation=blur or average");
        options.onlyIf(perturbation == Operator.BASELINE, "baseline", "with perturbation=baseline");
        options.onlyIf(areas > 1, "tolerance", "with areas above 1");
        return new Dynamask(
                perturbation,
                options.integer("width"),
                options.baseline(Baseline.SERIES),
                options.number("area"),
                areas,
                options.number("tolerance"),
                options.integer("iterations"),
                options.number("rate"),
                options.number("size"),
                options.number("growth"),
                options.number("time"),
                options.choice("preserve", Preserved.class));
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("perturbation", perturbation.key());
        if (perturbation == Operator.BASELINE) {
            options.put("baseline", baseline.key());
        } else {
            options.put("width", Integer.toString(width));
        }
        options.put("area", Double.toString(area));
        options.put("areas", Integer.toString(areas));
        if (areas > 1) {
            options.put("tolerance", Double.toString(tolerance));
        }
        options.put("iterations", Integer.toString(iterations));
        options.put("rate", Double.toString(rate));
        options.put("size", Double.toString(size));
        options.put("growth", Double.toString(growth));
        options.put("time", Double.toString(time));
        options.put("preserve", preserve.key());
        return options;
    }

    @Override
    public boolean needsBackground() {
        return perturbation == Operator.BASELINE && baseline.needsBackground();
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(PASSES + areas, (long) areas * iterations);
    }

    @Override
    public String ofConstantMaps() {
        return LearnedMask.super.ofConstantMaps()
                + " or no mask came near its area, which more iterations or a larger rate or size may bring about";
    }

    /** {@return how series of a problem look of which a mask keeps some cells} */
    Perturbation perturbation(Problem problem) {
        Inputs inputs = problem.inputs();
        return switch (perturbation) {
            case BLUR -> new GaussianBlur(inputs, width);
            case AVERAGE -> Fade.toMovingAverage(inputs, width);
            case BASELINE -> new Fade(inputs.values(), problem.baseline(baseline));
        };
    }

    /** {@return the penalty of the size in an iteration} */
    double sizeAt(int iteration) {
        return size * Math.pow(growth, (double) iteration / iterations);
    }

    @Override
    public Explained attribute(Problem problem) {
        double[] x = problem.inputs().values();
        Preservation preserved =
                new Preservation(preserve, problem, perturbation(problem).of(new double[x.length]));
        BestMasks best = new BestMasks(problem.inputs());
        problem.inParts(areas, variant -> x, (first, rows) -> {
            double[] shares = new double[rows.inputs().count()];
            Arrays.setAll(shares, row -> area * (first + row / problem.inputs().count() + 1) / areas);
            DynamaskFit fit = new DynamaskFit(this, preserved, rows, shares);
            double[] masks = fit.learned();
            double[] errors = fit.errors(masks);
            double[] errorsOfNone = fit.errorsOfNone();
            for (int row = 0; row < shares.length; row++) {
                double objective = errors[row] <= tolerance ? shares[row] - 1 : errors[row];
                if (fit.hasArea(masks, row)) {
                    best.offer(rows.inputs(), row, masks, objective, errors[row], errorsOfNone[row]);
                }
            }
        });
        return new Explained(best.maps());
    }
}
