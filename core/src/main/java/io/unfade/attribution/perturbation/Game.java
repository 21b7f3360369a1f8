package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Replacement;

import java.util.Arrays;

/**
 * The groups of each series as players: the value of a coalition is f of the series in which all other groups are
 * replaced by a baseline.
 */
final class Game {
    /** Forward passes of {@link #whole} and {@link #empty}, and to choose the class. */
    static final int PASSES = 3;

    /** Says who is in the coalitions of a variant. */
    @FunctionalInterface
    interface Coalition {
        boolean has(int variant, int series, int group);
    }

    private final Problem problem;
    private final Groups groups;
    private final Replacement replacement;
    private final double[] whole;
    private final double[] empty;

    Game(Problem problem, Grouping grouping, Baseline baseline) {
        this.problem = problem;
        groups = new Groups(grouping, problem);
        replacement = problem.replacement(baseline);
        whole = problem.values();
        empty = values(1, (variant, series, group) -> false)[0];
    }

    private Game(Game game, Groups groups) {
        problem = game.problem;
        this.groups = groups;
        replacement = game.replacement;
        whole = game.whole;
        empty = game.empty;
    }

    /** {@return the same with other groups} */
    Game with(Groups others) {
        return new Game(this, others);
    }

    /** {@return the number of series} */
    int series() {
        return whole.length;
    }

    /** {@return the number of players of a series} */
    int players(int series) {
        return groups.count(series);
    }

    /** {@return the number of players of the series with most} */
    int most() {
        return groups.most();
    }

    /** {@return f of a series as it is} */
    double whole(int series) {
        return whole[series];
    }

    /** {@return f of a series without any group} */
    double empty(int series) {
        return empty[series];
    }

    /** {@return values of coalitions, {@code [count][B]}} */
    double[][] values(int count, Coalition coalition) {
        return problem.values(
                count,
                variant -> groups.without(replacement, (series, group) -> !coalition.has(variant, series, group)));
    }

    /**
     * {@return the amounts of the groups of each series that fit coalitions best}
     *
     * @param samples coalitions, if these are not all, and unless the players need more; even
     */
    double[][] fitted(int samples) {
        Coalitions[] coalitions = new Coalitions[series()];
        Arrays.setAll(
                coalitions,
                b -> Coalitions.of(
                        players(b), Coalitions.enough(players(b), samples), problem.random(b, "coalitions")));
        int most = Arrays.stream(coalitions).mapToInt(Coalitions::count).max().orElse(0);
        double[][] values = values(most, (variant, series, group) -> coalitions[series].has(variant, group));
        double[][] amounts = new double[series()][];
        for (int b = 0; b < amounts.length; b++) {
            double[] gains = new double[coalitions[b].count()];
            for (int k = 0; k < gains.length; k++) {
                gains[k] = values[k][b] - empty[b];
            }
            amounts[b] = coalitions[b].fit(whole[b] - empty[b], gains);
        }
        return amounts;
    }

    /**
     * {@return maps in which the cells of a group share its amount evenly, and their gaps}
     *
     * @param amounts of the groups of each series
     */
    Explained explained(double[][] amounts) {
        return explained(amounts, new double[problem.inputs().values().length]);
    }

    /**
     * {@return maps in which the cells of a group have given numbers and share evenly what these lack of its amount, and
     * their gaps}
     *
     * @param amounts of the groups of each series
     * @param cells {@code (B, T, C)}
     */
    Explained explained(double[][] amounts, double[] cells) {
        double[] gaps = new double[whole.length];
        for (int b = 0; b < gaps.length; b++) {
            for (double amount : amounts[b]) {
                gaps[b] += amount;
            }
            gaps[b] -= whole[b] - empty[b];
        }
        double[][] sums = groups.sums(cells);
        double[] maps = groups.shared((series, group) -> amounts[series][group] - sums[series][group]);
        Arrays.setAll(maps, i -> maps[i] + cells[i]);
        return new Explained(maps, gaps);
    }
}
