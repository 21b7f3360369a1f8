package io.unfade.workflow.tune;

import io.unfade.workflow.tune.Budget.Speed;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a search there is time for.
 *
 * @param candidates how many are tried
 * @param steps of the last rung; fewer than those of the final model where time is short
 * @param lengths whether the best is also trained for other numbers of steps
 */
public record Schedule(int candidates, int steps, boolean lengths) {
    /** With fewer candidates, shorter trainings of more are preferred. */
    private static final int ENOUGH = 9;

    /**
     * {@return the longest schedule with enough candidates, else the one with most}
     *
     * @param steps of the final training
     * @param fewest steps that the first rung must have
     * @param folds of the last rung
     * @param lengths whether other numbers of steps may be tried
     * @param spent seconds that are gone
     * @throws io.unfade.workflow.base.BadRequest if the time does not suffice for a few candidates
     */
    public static Schedule fitting(
            Budget time, int steps, int fewest, int folds, boolean lengths, Speed speed, double spent) {
        Schedule most = new Schedule(0, steps, false);
        for (Schedule shorter : shorter(steps, fewest, lengths)) {
            int count = time.candidates(
                    n -> Halving.of(n, shorter.steps(), fewest, folds), shorter.extra(folds), steps, speed, spent);
            if (count > most.candidates()) {
                most = new Schedule(count, shorter.steps(), shorter.lengths());
            }
            if (count >= ENOUGH) {
                return most;
            }
        }
        if (most.candidates() == 0) {
            Schedule least = shorter(steps, fewest, false)
                    .get(shorter(steps, fewest, false).size() - 1);
            throw time.tooShort(n -> Halving.of(n, least.steps(), fewest, folds), steps, speed, spent);
        }
        return most;
    }

    private static List<Schedule> shorter(int steps, int fewest, boolean lengths) {
        List<Schedule> all = new ArrayList<>();
        if (lengths) {
            all.add(new Schedule(0, steps, true));
        }
        int left = steps;
        do {
            all.add(new Schedule(0, left, false));
            left = (left + Halving.FACTOR - 1) / Halving.FACTOR;
        } while (left >= fewest && left > 1);
        return all;
    }

    /** {@return the steps of the trainings for other lengths, over all folds} */
    public long extra(int folds) {
        return lengths
                ? (long) (Search.LENGTHS.stream().mapToDouble(times -> times).sum() * steps * folds)
                : 0;
    }
}
