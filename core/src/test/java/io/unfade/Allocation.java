package io.unfade;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** Measures heap allocation. */
public final class Allocation {
    /** Bytes that the JVM itself may allocate when it runs new code. */
    public static final long OF_THE_MACHINE = 1000;

    private static final int RUNS = 3;

    private Allocation() {}

    /** {@return the bytes allocated by an action on this thread: the least of some runs, since new code allocates, too} */
    public static long bytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            action.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
