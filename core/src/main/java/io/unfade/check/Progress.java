package io.unfade.check;

import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Receives progress updates of a job, and can cancel it. Called by one thread at a time, except {@link #cancelled},
 * which any thread may call at any time.
 */
public interface Progress {
    /** Shows nothing and never cancels. */
    Progress NONE = new Progress() {};

    /**
     * Called often during the job; a display may skip most updates.
     *
     * @param task what is being done
     * @param done fraction completed, 0..1
     * @param detail anything more; may be empty
     */
    default void update(String task, double done, String detail) {}

    /** Called at the end of a part of the job, such as an epoch, with a one-line summary. */
    default void step(String text) {}

    /**
     * As {@link #step(String)}, with what the part gave as numbers, for displays that draw them.
     *
     * @param values by name, such as {@code epoch} and {@code loss}; those that are unknown are absent
     */
    default void step(String text, Map<String, Double> values) {
        step(text);
    }

    /** Called with a description of the job, once it is known to be possible. */
    default void begin(String text) {}

    /** Called with information for the user that is not an error. */
    default void note(Message note) {}

    /** {@return whether updates are shown live; if not, a job may omit the most frequent ones} */
    default boolean live() {
        return true;
    }

    /** {@return whether the job should end as soon as possible} */
    default boolean cancelled() {
        return false;
    }

    /** Called before a set of files is written; it is completed even if the user cancels now. */
    default void finish() {}

    /**
     * Ends a job if it is cancelled; for jobs without partial results.
     *
     * @throws CancellationException if it is
     */
    default void check() {
        if (cancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    /** {@return the progress of a piece of the job: is cancelled with it but shows nothing, since several run at a time} */
    default Progress quiet() {
        Progress all = this;
        return new Progress() {
            @Override
            public boolean live() {
                return false;
            }

            @Override
            public boolean cancelled() {
                return all.cancelled();
            }
        };
    }

    /** {@return this progress, which also receives a note when the job begins} */
    default Progress noting(Message note) {
        return new ForwardingProgress(this) {
            @Override
            public void begin(String text) {
                note(note);
                super.begin(text);
            }
        };
    }

    /**
     * {@return the progress of one of several parts of the job, taken as equally long: what is done of it is told as done of the
     * whole, under a name of its own}
     *
     * @param task the name
     * @param index of the part, from 0
     * @param of how many parts there are
     */
    default Progress part(String task, int index, int of) {
        return new ForwardingProgress(this) {
            @Override
            public void update(String any, double done, String detail) {
                super.update(task, (index + done) / of, detail);
            }
        };
    }
}
