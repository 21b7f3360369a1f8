package io.unfade.workflow.base;

import io.unfade.check.Message;
import io.unfade.check.Range;

/** A request that cannot be carried out; one line says what is wrong, where, and what would be right. */
public final class BadRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Message problem;

    private BadRequest(Message problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /**
     * {@return a problem of the whole request, or of several of its components}
     *
     * @param template as of a {@link Message}: components of the request are in braces
     */
    public static BadRequest of(String template, Object... arguments) {
        return new BadRequest(Message.of(template, arguments));
    }

    /** {@return a problem of one component, prefixed by its name} */
    public static BadRequest in(String component, String template, Object... arguments) {
        return of("{" + component + "}: " + template, arguments);
    }

    /** Fails unless a number is at least another. */
    public static void atLeast(int least, int value, String component) {
        if (value < least) {
            throw of("{" + component + "} must be at least %d, but was %d", least, value);
        }
    }

    /** Fails unless a number is in a range. */
    public static void within(Range range, double value, String component) {
        if (!range.holds(value)) {
            throw of("{" + component + "} must be %s, but was %s", range, value);
        }
    }

    /** {@return the problem, for callers with other names for components} */
    public Message problem() {
        return problem;
    }
}
