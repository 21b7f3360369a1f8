package io.unfade.cli.base;

import io.unfade.check.AtomicFile;
import io.unfade.check.OutputLock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens on Ctrl-C and on a plain kill: work that can end in order is asked to, and the process waits for it and
 * for its result to be printed, or until a grace period is over. Files that are half written then are removed.
 */
final class Interrupt implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean orderly = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interrupt");

    private Interrupt() {}

    /** Starts listening; to be closed when all is done. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** Has the process wait for the work, which will end in order: because it looks at requests, or because it must. */
    void awaitEnd() {
        orderly.set(true);
    }

    /** {@return whether the user wants to stop} */
    boolean isRequested() {
        return requested.get();
    }

    private void stop() {
        requested.set(true);
        try {
            if (orderly.get()) {
                boolean unusedInTime = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AtomicFile.abandonAll();
        OutputLock.abandonAll();
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook is what waited for this
        }
    }
}
