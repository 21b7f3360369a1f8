package io.unfade.workflow.tune;

import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan of a successive halving: many candidates are trained for a few steps, and a third of them goes on to three times as
 * many, until the last rung has all steps. The first candidate, the defaults, goes on in any case, in addition to that third.
 *
 * <pre>{@code
 * R = the largest number with 3^R <= n and s / 3^R >= fewest          rungs 0..R
 * n_r = floor(n / 3^r)        s_r = ceil(s / 3^(R - r))
 * }</pre>
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. Jamieson, A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016
 *   <li>L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh, A. Talwalkar, "Hyperband: a novel bandit-based approach to
 *       hyperparameter optimization", Journal of Machine Learning Research 18, 2018 (factor 3, budgets of the rungs)
 * </ol>
 *
 * <p>Differs from the papers: each rung trains from the beginning, because the learning rate follows the planned length; and the
 * last rung has more folds.
 *
 * @param candidates n
 * @param rungs in order
 */
public record Halving(int candidates, List<Rung> rungs) {
    /** One of so many candidates goes on. */
    static final int FACTOR = 3;

    /** The most folds of all rungs but the last. */
    private static final int EARLY_FOLDS = 3;

    /**
     * Candidates that are trained for the same number of steps on the same folds.
     *
     * @param number 1 for the first
     * @param candidates how many are trained, not counting the defaults if they go on in any case
     * @param steps of each training
     * @param folds into which the series are divided
     */
    public record Rung(int number, int candidates, int steps, int folds) {}

    /** Copies the list. */
    public Halving {
        rungs = List.copyOf(rungs);
    }

    /**
     * {@return the plan}
     *
     * @param candidates n, at least 1
     * @param steps of the last rung
     * @param fewest steps that the first rung must have
     * @param folds of the last rung, at least 2
     */
    public static Halving of(int candidates, int steps, int fewest, int folds) {
        Require.atLeastOne("candidates", candidates);
        Require.atLeastOne("steps", steps);
        int last = 0;
        for (int power = FACTOR; power <= candidates && steps / power >= fewest; power *= FACTOR) {
            last++;
        }
        List<Rung> rungs = new ArrayList<>();
        for (int r = 0; r <= last; r++) {
            int share = power(last - r);
            rungs.add(new Rung(
                    r + 1,
                    candidates / power(r),
                    (steps + share - 1) / share,
                    r == last ? folds : Math.min(EARLY_FOLDS, folds)));
        }
        return new Halving(candidates, rungs);
    }

    private static int power(int exponent) {
        return (int) Math.round(Math.pow(FACTOR, exponent));
    }

    /** {@return the last rung} */
    public Rung last() {
        return rungs.get(rungs.size() - 1);
    }

    /** {@return the steps of all trainings of a rung, if the defaults are there in addition} */
    static long steps(Rung rung) {
        int more = rung.number() == 1 ? 0 : 1;
        return (long) (rung.candidates() + more) * rung.steps() * rung.folds();
    }

    /** {@return the plan in words, such as "9 candidates for 200 steps, 3 for 600"} */
    public String inWords() {
        return rungs.stream()
                .map(rung -> rung.candidates() + (rung.number() == 1 ? " candidates" : "") + " for " + rung.steps()
                        + (rung.number() == 1 ? " steps" : "") + " on " + rung.folds() + " folds")
                .collect(Collectors.joining(", "));
    }
}
