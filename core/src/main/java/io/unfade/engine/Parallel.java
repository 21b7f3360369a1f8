package io.unfade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs independent work on all cores: several items at a time, each with its share of the threads, instead of one item
 * with all. A recurrent layer is a long chain of small operations, which gain little from a second thread.
 *
 * <p>The division depends only on the process's number of threads and the number of items, so results do not depend on
 * concurrent activity. Calls may be concurrent and nested.
 */
public final class Parallel {
    private Parallel() {}

    /**
     * Processes each item, in no fixed order, and returns when all are done. If there is only one item, its operations
     * use all threads.
     *
     * @param items that may be processed concurrently
     * @param work called from several threads; a failure stops the work, and is thrown once no item is running
     */
    public static <T> void forEach(List<T> items, Consumer<? super T> work) {
        forEach(items, work, EngineRuntime.threads());
    }

    /**
     * As {@link #forEach}, but each item uses a single thread, even if others are idle. The number of threads of an
     * operation can change the last digits of its result; use this if results must depend on neither the threads nor
     * the number of items.
     */
    public static <T> void forEachAlone(List<T> items, Consumer<? super T> work) {
        run(items, work, Math.max(1, Math.min(EngineRuntime.threads(), items.size())), 1);
    }

    /**
     * Runs work on the current thread, each operation with a single thread: the quickest way for something small, such as the
     * prediction of one series, where waking a second thread takes longer than it saves. While it runs, matrix products of other
     * threads use a single one too.
     *
     * @return what the work returns
     * @throws Exception what the work throws
     */
    public static <T> T alone(Callable<T> work) throws Exception {
        EngineRuntime.settleThread();
        ThreadCount.beginShares(1);
        int before = ThreadCount.beginShare(1);
        try {
            return work.call();
        } finally {
            ThreadCount.endShare(before);
            ThreadCount.endShares();
        }
    }

    static <T> void forEach(List<T> items, Consumer<? super T> work, int most) {
        int workers = Math.min(most, items.size());
        if (workers <= 1) {
            items.forEach(work);
            return;
        }
        run(items, work, workers, Math.max(1, EngineRuntime.threads() / workers));
    }

    private static <T> void run(List<T> items, Consumer<? super T> work, int workers, int share) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(workers, Parallel::daemon);
        ThreadCount.beginShares(share);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                futures.add(pool.submit(worker(items, work, next, share)));
            }
            join(futures);
        } finally {
            pool.shutdownNow();
            ThreadCount.endShares();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "unfade-work");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> Callable<Boolean> worker(
            List<T> items, Consumer<? super T> work, AtomicInteger next, int share) {
        return () -> {
            try {
                ThreadCount.beginShare(share);
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    work.accept(items.get(i));
                }
            } catch (RuntimeException | Error e) {
                next.set(items.size());
                throw e;
            }
            return true;
        };
    }

    /** Waits for all, even when interrupted: their resources must not be closed before they end. */
    private static void join(List<Future<?>> futures) {
        Throwable failure = null;
        boolean interrupted = false;
        for (Future<?> future : futures) {
            boolean done = false;
            while (!done) {
                try {
                    future.get();
                    done = true;
                } catch (ExecutionException e) {
                    failure = failure == null ? Objects.requireNonNull(e.getCause()) : failure;
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
