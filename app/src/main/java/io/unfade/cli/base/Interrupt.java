package io.unfade.cli.base;

import io.unfade.check.AtomicFile;
import io.unfade.check.OutputLock;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles Ctrl-C and SIGTERM: asks work that can end cleanly to do so, and waits up to a grace period for it and for
 * its result to be printed. Then partially written files are deleted.
 */
final class Interrupt implements AutoCloseable {
    private static final long GRACE_SECONDS = 20;

    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean orderly = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interrupt");

    private Interrupt() {}

    /** Installs the shutdown hook; to be closed when the work is done. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** Makes the process wait for the work, which ends cleanly: because it polls for requests, or because it must. */
    void awaitEnd() {
        orderly.set(true);
    }

    /** {@return whether the user asked to stop} */
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
            // already shutting down: the hook was waiting for this
        }
    }
}
