package io.unfade.serve.job;

/** A job, or a question to a model, that is refused because as many wait already as may; later there is room again. */
public final class QueueFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int seconds;

    /** @param seconds after which to try again */
    public QueueFull(String message, int seconds) {
        super(message);
        this.seconds = seconds;
    }

    /** {@return after how many seconds to try again} */
    public int seconds() {
        return seconds;
    }
}
