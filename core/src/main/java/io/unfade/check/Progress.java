package io.unfade.check;

import java.util.concurrent.CancellationException;

/**
 * Receives how a job goes, and says whether it shall end early. Called from one thread at a time, but for
 * {@link #cancelled}, which any thread may call at any time.
 */
public interface Progress {
    /** Shows nothing and never cancels. */
    Progress NONE = new Progress() {};

    /**
     * Called while the job goes on; many times, so that a display may pass over most of them.
     *
     * @param task what is being done
     * @param done how much of it, 0..1
     * @param detail anything more; may be empty
     */
    default void update(String task, double done, String detail) {}

    /** Called at the end of a part of the job, such as an epoch, with a line about it. */
    default void step(String text) {}

    /** Called with what is to be done, once it is known to be possible. */
    default void begin(String text) {}

    /** Called with what the user should know, though nothing is wrong. */
    default void note(Message note) {}

    /** {@return whether updates are shown at once; a job may omit the most frequent ones if not} */
    default boolean live() {
        return true;
    }

    /** {@return whether the job shall end as soon as it can} */
    default boolean cancelled() {
        return false;
    }

    /** Called before files are written that belong together: they are written even if the user cancels now. */
    default void finish() {}

    /**
     * Ends a job that keeps nothing if it is cancelled.
     *
     * @throws CancellationException if it is
     */
    default void check() {
        if (cancelled()) {
            throw new CancellationException("cancelled");
        }
    }
}
