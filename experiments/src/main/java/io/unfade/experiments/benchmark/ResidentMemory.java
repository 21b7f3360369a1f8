package io.unfade.experiments.benchmark;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The resident memory of a process during some work, as Linux counts it, including Java heap, native arrays and code.
 *
 * <p>Memory retained by the process's allocators counts. Work that reuses it adds little, so the increase is a lower
 * bound of the work's demand.
 *
 * @param process the process's folder in {@code /proc}
 */
record ResidentMemory(Path process) {
    private static final String RESET_PEAK = "5";

    /**
     * The memory held.
     *
     * @param beforeBytes before the work
     * @param peakBytes maximum during the work
     */
    record Peak(long beforeBytes, long peakBytes) {
        long addedBytes() {
            return peakBytes - beforeBytes;
        }
    }

    static ResidentMemory ofThisProcess() {
        return new ResidentMemory(Path.of("/proc/self"));
    }

    /** Does some work. Returns the memory held during it, null if unknown. */
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
