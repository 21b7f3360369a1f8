package io.unfade.attribution.mask;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The smallest mask that preserves the output, by descent: cells that are not kept fade to a baseline, which may be
 * learned too. The mask is made of stochastic gates, whose noise draws it to 0 and 1, and which may follow a trend over time.
 *
 * <pre>{@code
 * m = clamp(a, 0, 1),   a_tc = u_tc sigmoid(u_tc h_tc),   u = centre + 1/2 + noise z,   z ~ N(0, 1)
 * x' = m x + (1 - m) (b + q)
 * J = sum over k of (f_k(x') - f_k(x))^2 / sum over k of (f_k(b) - f_k(x))^2
 *     + size mean Phi(u / noise) + time mean |m_t+1 - m_t| + change mean |q| }</pre>
 *
 * <p>The outputs f_k that are preserved are the explained one alone, or all of the model.
 *
 * <p>Centres, the trend h and the change q are learned by Adam, of each series alone; the penalties are of the gates
 * without noise, and Phi(u / noise) is the probability that a gate is open: a is above 0 where u is, whatever the
 * trend. h is linear between knots; without a trend, a = u. Gates begin at u = 1. Learning is restarted with
 * other noise; the restart of the lowest J without noise gives the map, the mean of its mask over the noise: values in
 * 0..1. Restarts that fail as {@link BestMasks} says do not count. Not complete. Cost: a backward pass for each
 * iteration of each restart, and two forward passes for each restart (one without a change), plus three.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Enguehard: Learning Perturbations to Explain Time Series Predictions, ICML 2023, arXiv 2305.18840 (the
 *       objective that preserves the output, with a learned perturbation).
 *   <li>Z. Liu, Y. Zhang, T. Wang, Z. Wang, D. Luo, M. Du, M. Wu, Y. Wang, C. Chen, L. Fan, Q. Wen: Explaining Time
 *       Series via Contrastive and Locally Sparse Perturbations, ICLR 2024, arXiv 2401.08552 (the gates).
 * </ol>
 *
 * Differs from the papers, in which a network that all series of a batch share makes the perturbation, and another one
 * the trend: here both are numbers of the series itself, so that a map does not depend on the others. The papers compare
 * all outputs, unscaled; here it is the explained output or all, as a share of their change. Their map is the mask without noise,
 * in which most cells are exactly 0 and so of no order. The term that holds perturbations apart from series of other
 * groups is left out. |q| is smooth at 0.
 *
 * @param iterations steps of Adam, 1..100000
 * @param rate of Adam, above 0
 * @param size penalty of open gates, above 0
 * @param time penalty of changes from a step to the next, at least 0
 * @param change penalty of the learned change, at least the size, as otherwise it takes the place of the mask; 0 if
 *     nothing stands in for cells but the baseline
 * @param noise standard deviation of the gates, above 0
 * @param trend steps between two knots of the trend; 0 for none
 * @param restarts at least 1
 * @param baseline b
 * @param preserve the outputs that are kept
 */
public record ExtremalMask(
        int iterations,
        double rate,
        double size,
        double time,
        double change,
        double noise,
        int trend,
        int restarts,
        Baseline baseline,
        Preserved preserve)
        implements LearnedMask {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "extremal-mask",
            "the smallest mask that preserves the output, of stochastic gates, by descent",
            options -> new ExtremalMask(
                    options.integer("iterations"),
                    options.number("rate"),
                    options.number("size"),
                    options.number("time"),
                    options.number("change"),
                    options.number("noise"),
                    options.integer("trend"),
                    options.integer("restarts"),
                    options.baseline(Baseline.SERIES),
                    options.choice("preserve", Preserved.class)),
            MaskOptions.iterations(500),
            MaskOptions.rate("0.01", "learning rate of Adam"),
            new Kind.Option("size", "1.0", "penalty of the mask's size, above 0, at most 1000000"),
            MaskOptions.TIME,
            new Kind.Option(
                    "change",
                    "1.0",
                    "penalty of learned changes of the baseline, at least size; 0 for the baseline as it is"),
            new Kind.Option("noise", "0.5", "standard deviation of the gates, above 0, at most 10"),
            new Kind.Option("trend", "0", "steps between two knots of the gates' trend over time; 0 for no trend"),
            new Kind.Option("restarts", "2", "times that learning begins, 1..1000"),
            Baseline.option("what cells fade to", Baseline.ZERO, Baseline.SERIES),
            MaskOptions.PRESERVE);

    private static final int PASSES = 3;

    /** Checks the options. */
    public ExtremalMask {
        MaskOptions.check("extremal-mask", iterations, rate, time);
        MaskOptions.checkSize("extremal-mask", size);
        Require.argument(
                change == 0 || (change >= size && change <= MaskOptions.LARGEST),
                "extremal-mask: change must be at least size (%s), or 0 for the baseline as it is, but was %s",
                size,
                change);
        Require.argument(
                noise > 0 && noise <= MaskOptions.MOST_NOISE,
                "extremal-mask: noise must be above 0 and at most %.0f, but was %s",
                MaskOptions.MOST_NOISE,
                noise);
        Require.argument(trend >= 0, "extremal-mask: trend must be at least 0, but was %d", trend);
        Require.argument(
                restarts >= 1 && restarts <= MaskOptions.MOST_VARIANTS,
                "extremal-mask: restarts must be in 1..%d, but was %d",
                MaskOptions.MOST_VARIANTS,
                restarts);
        baseline.among(Baseline.SERIES, "extremal-mask");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("iterations", Integer.toString(iterations));
        options.put("rate", Double.toString(rate));
        options.put("size", Double.toString(size));
        options.put("time", Double.toString(time));
        options.put("change", Double.toString(change));
        options.put("noise", Double.toString(noise));
        options.put("trend", Integer.toString(trend));
        options.put("restarts", Integer.toString(restarts));
        options.put("baseline", baseline.key());
        options.put("preserve", preserve.key());
        return options;
    }

    @Override
    public boolean needsBackground() {
        return baseline.needsBackground();
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(PASSES + (long) restarts * (change == 0 ? 1 : 2), (long) restarts * iterations);
    }

    @Override
    public Explained attribute(Problem problem) {
        Preservation preserved = new Preservation(preserve, problem, problem.baseline(baseline));
        BestMasks best = new BestMasks(problem.inputs());
        double[] x = problem.inputs().values();
        problem.inParts(restarts, restart -> x, (first, rows) -> {
            ExtremalFit fit = new ExtremalFit(this, preserved, rows);
            offer(fit, fit.learned(random(rows, first, problem.inputs().count())), rows.inputs(), best);
        });
        return new Explained(best.maps());
    }

    private static Random[] random(Problem rows, int first, int series) {
        Random[] random = new Random[rows.inputs().count()];
        Arrays.setAll(random, row -> rows.random(row, KIND.key() + ' ' + (first + row / series)));
        return random;
    }

    private static void offer(ExtremalFit fit, double[] parameters, Inputs rows, BestMasks best) {
        double[] masks = fit.meanMask(parameters);
        double[] errors = fit.errors(parameters);
        double[] errorsOfNone = fit.errorsOfNone(parameters);
        double[] penalties = fit.penalties(parameters);
        for (int row = 0; row < errors.length; row++) {
            best.offer(rows, row, masks, errors[row] + penalties[row], errors[row], errorsOfNone[row]);
        }
    }
}
