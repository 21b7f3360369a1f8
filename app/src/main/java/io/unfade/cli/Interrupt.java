package io.unfade.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C (and a plain kill) into a flag while work is done that wants to end in order. The process ends when the
 * work has seen the flag, or after a grace period.
 */
final class Interrupt implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final AtomicBoolean flag = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "interrupt");

    private Interrupt() {}

    /** Starts listening; to be closed when the work is over. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** {@return set once the user wants to stop} */
    AtomicBoolean flag() {
        return flag;
    }

    private void stopAndWait() {
        flag.set(true);
        try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            // the message about what was kept is printed after the work has ended
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!flag.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
