package io.unfade;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** Measures heap allocation. */
public final class Allocation {
    /** Bytes that the JVM itself may allocate when it runs new code. */
    public static final long OF_THE_MACHINE = 1000;

    private Allocation() {}

    /** {@return the bytes allocated by an action on this thread} */
    public static long bytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
