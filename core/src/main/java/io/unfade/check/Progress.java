package io.unfade.check;

/**
 * Receives how far some work is, and can end it. Called by one thread at a time; what it is given is for people.
 */
@FunctionalInterface
public interface Progress {
    /** Shows nothing and never ends the work. */
    Progress NONE = (task, done, detail) -> {};

    /**
     * Receives an update.
     *
     * @param task what is being done, such as {@code "Explaining"}
     * @param done how much of it, 0..1
     * @param detail anything more; may be empty
     */
    void update(String task, double done, String detail);

    /** Receives something that changes nothing but that a person should know. */
    default void note(String text) {}

    /** {@return whether the work should end; asked between its pieces} */
    default boolean cancelled() {
        return false;
    }
}
