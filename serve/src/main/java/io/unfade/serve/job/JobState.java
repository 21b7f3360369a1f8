package io.unfade.serve.job;

import io.unfade.workflow.base.RequestJson;

/** How far a job is. */
public enum JobState {
    /** In the queue. */
    WAITING,
    /** At work. */
    RUNNING,
    /** Ended with its result. */
    DONE,
    /** Ended with a failure. */
    FAILED,
    /** Ended by its user; what the use case keeps is kept. */
    CANCELLED,
    /** Ended with the server. */
    INTERRUPTED;

    /** {@return its name in JSON} */
    public String key() {
        return RequestJson.key(this);
    }

    /** {@return whether nothing more happens} */
    public boolean isEnded() {
        return this != WAITING && this != RUNNING;
    }

    static JobState of(String key) {
        for (JobState state : values()) {
            if (state.key().equals(key)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'" + key + "' is no state of a job");
    }
}
