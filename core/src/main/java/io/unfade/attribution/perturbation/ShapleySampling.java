package io.unfade.attribution.perturbation;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Random;

/**
 * Estimates of the Shapley values of groups of cells: what each group adds to the output when the groups of the series
 * replace the baseline one after the other, on average over random orders. The cells of a group share its value evenly.
 *
 * <pre>{@code
 * A_g = mean over orders k = 1..m of v(those up to g in order k) - v(those before g in order k) }</pre>
 *
 * <p>v(S) is f of the series in which all groups but those of S come from the baseline. Every second order is the
 * reverse of the one before, which lowers the variance. Orders are drawn for each series from its own random stream.
 * Signed, in units of the output. Complete with any number of orders. Needs no gradient. Cost: one forward pass for each
 * order and group but one, plus three.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Castro, D. Gomez, J. Tejada: Polynomial calculation of the Shapley value based on sampling, Computers and
 *       Operations Research 36, 2009.
 *   <li>R. Mitchell, J. Cooper, E. Frank, G. Holmes: Sampling Permutations for Shapley Value Estimation, JMLR 23, 2022,
 *       arXiv 2104.12199, section 2 (the reverse orders).
 * </ol>
 *
 * @param groups the players
 * @param samples m, 1..100000
 * @param baseline what replaces absent groups
 */
public record ShapleySampling(Grouping groups, int samples, Baseline baseline) implements SampledGame {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "shapley-sampling",
            "Shapley values of groups of cells, from random orders of these; complete",
            Grouping.options(
                    Grouping.By.CELL,
                    new Kind.Option("samples", "24", "random orders, 1..100000; every second is a reverse"),
                    Baseline.option("what replaces absent groups", Baseline.ZERO, Baseline.WINDOWS)),
            options -> new ShapleySampling(
                    Grouping.of(options), options.integer("samples"), options.baseline(Baseline.WINDOWS)));

    private static final int MOST_SAMPLES = 100_000;

    /** Coalitions of a series that are kept at a time, unless an order alone has more. */
    private static final int AT_A_TIME = 4096;

    /** Checks the number of orders. */
    public ShapleySampling {
        Require.argument(
                samples >= 1 && samples <= MOST_SAMPLES,
                "shapley-sampling: samples must be in 1..%d, but was %d",
                MOST_SAMPLES,
                samples);
        baseline.among(Baseline.WINDOWS, "shapley-sampling");
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(Game.PASSES + samples * (groups.count(steps, features) - 1L), 0);
    }

    @Override
    public Explained attribute(Problem problem) {
        Game game = new Game(problem, groups, baseline);
        Orders orders = new Orders(problem, game);
        double[][] amounts = new double[game.series()][];
        Arrays.setAll(amounts, b -> new double[game.players(b)]);
        int atATime = Math.max(1, AT_A_TIME / game.most());
        for (int first = 0; first < samples; first += atATime) {
            add(game, orders.next(Math.min(atATime, samples - first)), amounts);
        }
        for (double[] of : amounts) {
            for (int group = 0; group < of.length; group++) {
                of[group] /= samples;
            }
        }
        return game.explained(amounts);
    }

    /**
     * Adds what each group adds.
     *
     * @param places of each group of each series in some orders
     */
    private static void add(Game game, int[][][] places, double[][] amounts) {
        int coalitions = game.most() - 1;
        double[][] values = game.values(
                places.length * coalitions,
                (variant, series, group) -> places[variant / coalitions][series][group] <= variant % coalitions);
        for (int order = 0; order < places.length; order++) {
            for (int b = 0; b < amounts.length; b++) {
                int last = game.players(b) - 1;
                for (int group = 0; group <= last; group++) {
                    int place = places[order][b][group];
                    double with = place == last ? game.whole(b) : values[order * coalitions + place][b];
                    double without = place == 0 ? game.empty(b) : values[order * coalitions + place - 1][b];
                    amounts[b][group] += with - without;
                }
            }
        }
    }

    /** Random orders of the players of each series. */
    private static final class Orders {
        private final Game game;
        private final Random[] random;
        private final int[][] last;
        private boolean reversed = true;

        Orders(Problem problem, Game game) {
            this.game = game;
            random = new Random[game.series()];
            Arrays.setAll(random, b -> problem.random(b, KIND.key()));
            last = new int[game.series()][];
        }

        /** {@return the place of each player, {@code [count][B][n]}} */
        int[][][] next(int count) {
            int[][][] places = new int[count][game.series()][];
            for (int[][] ofSeries : places) {
                reversed = !reversed;
                for (int b = 0; b < ofSeries.length; b++) {
                    last[b] = reversed ? reverse(last[b]) : shuffled(game.players(b), random[b]);
                    ofSeries[b] = last[b];
                }
            }
            return places;
        }

        private static int[] reverse(int... places) {
            return Arrays.stream(places).map(place -> places.length - 1 - place).toArray();
        }

        private static int[] shuffled(int count, Random random) {
            int[] places = new int[count];
            for (int i = 1; i < count; i++) {
                int other = random.nextInt(i + 1);
                places[i] = places[other];
                places[other] = i;
            }
            return places;
        }
    }
}
