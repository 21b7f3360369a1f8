package io.unfade.workflow.base;

import io.unfade.check.Message;

/** A request asks for something that cannot be done; one line says what, where, and what would be right. */
public final class BadRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Message problem;

    private BadRequest(Message problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /**
     * {@return the problem of a request as a whole, or of several of its components}
     *
     * @param template as of a {@link Message}: components of the request stand in braces
     */
    public static BadRequest of(String template, Object... arguments) {
        return new BadRequest(Message.of(template, arguments));
    }

    /** {@return the problem of one component, which is named before it} */
    public static BadRequest in(String component, String template, Object... arguments) {
        return of("{" + component + "}: " + template, arguments);
    }

    /** Fails unless a number is at least another. */
    public static void atLeast(int least, int value, String component) {
        if (value < least) {
            throw of("{" + component + "} must be at least %d, but was %d", least, value);
        }
    }

    /** {@return the problem, for whoever calls components by other names} */
    public Message problem() {
        return problem;
    }
}
