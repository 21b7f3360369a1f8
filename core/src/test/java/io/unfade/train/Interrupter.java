package io.unfade.train;

import io.unfade.check.Progress;

/** Ends a run in an epoch. */
final class Interrupter implements Progress {
    /** How a run ends. */
    enum Interruption {
        CRASH_AFTER_EPOCH,
        CRASH_WITHIN_EPOCH,
        STOP_WITHIN_EPOCH
    }

    /** Thrown to end a run. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Interruption kind;
    private final int at;
    private int batch;
    private boolean stop;

    Interrupter(Interruption kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    @Override
    public void update(String task, double done, String detail) {
        batch += task.startsWith("Epoch " + at + "/") ? 1 : 0;
        if (batch == 2) {
            if (kind == Interruption.CRASH_WITHIN_EPOCH) {
                throw new Crash();
            }
            stop = kind == Interruption.STOP_WITHIN_EPOCH;
        }
    }

    @Override
    public void step(String text) {
        if (text.startsWith("epoch " + at + "/") && kind == Interruption.CRASH_AFTER_EPOCH) {
            throw new Crash();
        }
    }

    @Override
    public boolean cancelled() {
        return stop;
    }
}
