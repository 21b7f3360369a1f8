package io.unfade.attribution;

import io.unfade.model.Inputs;
import io.unfade.model.KeptPrefix;
import io.unfade.model.Model;
import io.unfade.model.RecurrentModel;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Series that grow step by step, for methods of which only the last steps of a prefix change or matter. A model that
 * {@linkplain RecurrentModel#resumes keeps the state} of a prefix reads every step once, and passes over variants go over
 * the last steps alone; of other models they go over the whole prefix.
 *
 * <p>Cost: one forward pass over the series, step by step, if the state is kept; else none. For use by one thread. Owns
 * native memory until closed.
 */
public final class GrowingSeries implements AutoCloseable {
    private final Problem problem;
    private @Nullable KeptPrefix kept;
    /** The series that the kept state is of. */
    private int[] rows;

    /**
     * Starts before the first step.
     *
     * @param problem of the whole series
     */
    public GrowingSeries(Problem problem) {
        this.problem = problem;
        rows = IntStream.range(0, problem.inputs().count()).toArray();
        Model model = problem.subject().query().model();
        kept = isKept(model) ? ((RecurrentModel) model).start(rows.length) : null;
    }

    /** {@return whether the state of a prefix is kept} */
    public static boolean isKept(Model model) {
        return model instanceof RecurrentModel recurrent && recurrent.resumes();
    }

    /** {@return the forward passes over a series that are made here} */
    public static int passes(Model model, int steps) {
        return isKept(model) && steps > 1 ? 1 : 0;
    }

    /**
     * {@return the first steps of those series that have at least so many, as {@link Problem#prefix(int, int)}; of a kept
     * state all but the last of the least steps are {@linkplain Problem.Prefix#held held}: variants have them as they are.
     * Its baselines are those of the prefix. Valid until the next call, or until this is closed}
     *
     * @param least steps, 1..T, not fewer than in earlier calls
     * @param most steps, at least the others
     */
    public Problem.Prefix prefix(int least, int most) {
        KeptPrefix state = kept;
        if (state == null) {
            return problem.prefix(least, most);
        }
        KeptPrefix before = readTo(state, least - 1);
        Inputs later = problem.inputs().between(least - 1, most, rows);
        Inputs once = problem.subject().inputs();
        int[] own = once.lasting(least);
        Subject after = problem.subject()
                .after(
                        before,
                        once.between(least - 1, most, own),
                        own,
                        () -> problem.prefix(least, most).problem().subject());
        return new Problem.Prefix(new Problem(after, later), least - 1, rows);
    }

    /** Goes on to a state after so many steps, of the series that have more. */
    private KeptPrefix readTo(KeptPrefix from, int steps) {
        KeptPrefix state = from;
        while (state.steps() < steps) {
            int read = state.steps();
            if (read == 0) {
                problem.countPass(rows.length);
            }
            int[] going = problem.inputs().lasting(read + 2);
            int[] places = IntStream.of(going)
                    .map(row -> Arrays.binarySearch(rows, row))
                    .toArray();
            KeptPrefix next = state.read(problem.inputs().between(read, read + 1, rows), places);
            state.close();
            state = next;
            kept = next;
            rows = going;
        }
        return state;
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
