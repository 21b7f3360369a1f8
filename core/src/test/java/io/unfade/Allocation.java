package io.unfade;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** Counts what code allocates on the Java heap. */
public final class Allocation {
    /** Bytes that the virtual machine may allocate itself when code runs that is new to it. */
    public static final long OF_THE_MACHINE = 1000;

    private Allocation() {}

    /** {@return the bytes that an action allocates on this thread} */
    public static long bytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
