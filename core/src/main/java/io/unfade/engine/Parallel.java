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
 * Independent work on all cores: several pieces at a time, each with its share of the threads, instead of one piece
 * whose operations use them all. A recurrent layer is a long chain of small operations, which gain little from a second thread.
 *
 * <p>How work is divided depends on the program's number of threads and on the number of items alone, so the results do not
 * depend on what else the process does at the time. Calls may be made from several threads at once, and within the work.
 */
public final class Parallel {
    private Parallel() {}

    /**
     * Does work for each item, in no fixed order, and returns when all is done. The operations of a single item share
     * the threads.
     *
     * @param items may be done at the same time
     * @param work is called from several threads; a failure ends the work, and is thrown when no piece runs any more
     */
    public static <T> void forEach(List<T> items, Consumer<? super T> work) {
        forEach(items, work, EngineRuntime.threads());
    }

    /**
     * As {@link #forEach}, but each item is done by one thread from start to end, also where threads are left over. How many
     * threads an operation uses can change the last digits of its result, so this is for work whose numbers must depend
     * on neither the threads nor the number of items.
     */
    public static <T> void forEachAlone(List<T> items, Consumer<? super T> work) {
        run(items, work, Math.max(1, Math.min(EngineRuntime.threads(), items.size())), 1);
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

    /** Waits for all, also when interrupted: what they use must not be closed before they end. */
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
