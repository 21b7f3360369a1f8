package io.unfade.experiments.benchmark;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much memory of the machine a process holds while it works, as Linux counts it: Java heap, native arrays, code,
 * all of it.
 *
 * <p>What the process's allocators keep for later counts as held. Work that finds its memory there adds little, so what
 * was added is a lower bound of what the work needs.
 *
 * @param process the system's folder about the process
 */
record ResidentMemory(Path process) {
    private static final String RESET_PEAK = "5";

    /**
     * What was held.
     *
     * @param beforeBytes before the work
     * @param peakBytes at most during the work
     */
    record Peak(long beforeBytes, long peakBytes) {
        long addedBytes() {
            return peakBytes - beforeBytes;
        }
    }

    static ResidentMemory ofThisProcess() {
        return new ResidentMemory(Path.of("/proc/self"));
    }

    /** {@return what was held during some work, which is done in any case; null where the system does not say} */
    @Nullable
    Peak during(Runnable work) {
        boolean reset = resetPeak();
        OptionalLong before = status("VmRSS");
        work.run();
        OptionalLong peak = status("VmHWM");
        return reset && before.isPresent() && peak.isPresent()
                ? new Peak(before.getAsLong(), Math.max(before.getAsLong(), peak.getAsLong()))
                : null;
    }

    private boolean resetPeak() {
        Path switches = process.resolve("clear_refs");
        try {
            if (!Files.exists(switches)) {
                return false;
            }
            Files.writeString(switches, RESET_PEAK);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private OptionalLong status(String key) {
        return new SystemFile(process.resolve("status")).bytes(key);
    }
}
