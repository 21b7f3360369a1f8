package io.unfade.workflow.tune;

import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.option.TimeBudget;

import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;

/**
 * The time that a search may take, and the number of candidates that fit into it.
 *
 * @param seconds for all, the final training included
 * @param members networks of the final model
 */
public record Budget(double seconds, int members) {
    /** No search has more candidates, whatever the time. */
    public static final int MOST = 243;

    /** The part of the time that is planned for the search. */
    private static final double SEARCH_SHARE = 0.7;
    /** A candidate takes so many times as long as the defaults, on average. */
    private static final double CANDIDATE_COST = 1.3;
    /** The final training may take so many times as long as that of the defaults. */
    private static final double FINAL_COST = 2.5;
    /** A further network takes so many times as long as the first. */
    private static final double MEMBER_COST = 0.2;

    private static final int FEWEST = 3;

    /**
     * {@return the budget of a text such as "90s", "10m" or "1h"}
     *
     * @throws BadRequest if it is none, or 0
     */
    public static Budget of(String text, int members) {
        return new Budget(TimeBudget.seconds(text), members);
    }

    /**
     * {@return how many candidates there is time for, 0 if not for a few}
     *
     * @param plans from a number of candidates to the plan
     * @param extra steps of trainings after the last rung, summed over folds
     * @param whole steps of the final training
     * @param speed of the machine
     * @param spent seconds that are gone
     */
    int candidates(IntFunction<Halving> plans, long extra, int whole, Speed speed, double spent) {
        double left = search(whole, speed) - spent;
        for (int count = MOST; count >= FEWEST; count--) {
            if (seconds(plans.apply(count), extra, speed) <= left) {
                return count;
            }
        }
        return 0;
    }

    /** {@return what to say if there is no time for a few candidates of a plan} */
    BadRequest tooShort(IntFunction<Halving> plans, int whole, Speed speed, double spent) {
        double needed = seconds(plans.apply(FEWEST), 0, speed);
        double all = spent + Math.max(needed / SEARCH_SHARE, needed + finish(whole, speed));
        return BadRequest.of(
                "{budget} %s is too short: the least search, of %d candidates, and the final training take about %s here; "
                        + "give more, or fewer {steps}",
                TimeBudget.inWords(seconds), FEWEST, TimeBudget.inWords(all));
    }

    /**
     * {@return the times at which rungs must end, by their share of all steps}
     *
     * @param extra as above
     * @param whole as above
     * @param elapsed seconds since the search began
     */
    public Limits limits(Halving plan, long extra, int whole, Speed speed, double spent, DoubleSupplier elapsed) {
        double all = extra + plan.rungs().stream().mapToLong(Halving::steps).sum();
        double time = Math.max(0, search(whole, speed) - spent);
        double[] ends = new double[plan.rungs().size() + 1];
        ends[Limits.WHOLE] = spent + time;
        double steps = 0;
        for (Halving.Rung rung : plan.rungs()) {
            steps += Halving.steps(rung);
            ends[rung.number()] = spent + time * steps / all;
        }
        return (rung, needed) -> elapsed.getAsDouble() + needed > ends[rung];
    }

    /** {@return the seconds for the search if the final training is to have enough time} */
    private double search(int steps, Speed speed) {
        return Math.min(SEARCH_SHARE * seconds, seconds - finish(steps, speed));
    }

    private double finish(int steps, Speed speed) {
        return FINAL_COST * (1 + MEMBER_COST * (members - 1)) * steps * speed.secondsPerStep();
    }

    private static double seconds(Halving plan, long extra, Speed speed) {
        long steps = extra + plan.rungs().stream().mapToLong(Halving::steps).sum();
        return CANDIDATE_COST * steps * speed.secondsPerStep() / speed.workers();
    }

    /**
     * How fast the machine is.
     *
     * @param secondsPerStep of training the defaults on one thread
     * @param workers trainings at a time
     */
    public record Speed(double secondsPerStep, int workers) {}

    /** When no more trainings of a rung are begun. */
    @FunctionalInterface
    public interface Limits {
        /** There is time for everything. */
        Limits NONE = (rung, needed) -> false;

        /** In place of the number of a rung: the whole search. */
        int WHOLE = 0;

        /**
         * {@return whether a rung is over}
         *
         * @param rung its number, or {@link #WHOLE}
         * @param needed seconds that the next training takes; 0 where one more may end late
         */
        boolean isOver(int rung, double needed);
    }
}
