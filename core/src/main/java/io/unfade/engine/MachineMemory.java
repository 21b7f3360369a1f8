package io.unfade.engine;

import io.unfade.check.Require;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The memory of the machine or, in a container, of the container. Native arrays are not limited by the heap's size. */
public final class MachineMemory {
    private static final double GIGA = 1e9;

    private MachineMemory() {}

    /**
     * Fails if something needs more memory than there is.
     *
     * @param what needs it, the beginning of a sentence
     * @param bytes needed at least
     * @throws IllegalArgumentException if there is less; the message gives both in GB
     */
    public static void require(String what, double bytes) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine) {
            long all = machine.getTotalMemorySize();
            Require.argument(
                    bytes <= all, "%s %s GB of memory, but there are %s", what, giga(bytes), giga((double) all));
        }
    }

    private static String giga(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / GIGA);
    }
}
