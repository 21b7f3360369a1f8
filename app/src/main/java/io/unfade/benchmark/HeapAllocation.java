package io.unfade.benchmark;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/** How much the current thread has allocated on the Java heap since it started. */
final class HeapAllocation {
    private static final boolean KNOWN = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported()
            && bean.isThreadAllocatedMemoryEnabled();

    private HeapAllocation() {}

    /** {@return bytes; NaN where the virtual machine does not count them} */
    static double bytes() {
        return KNOWN
                ? ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes()
                : Double.NaN;
    }
}
