package io.unfade.engine;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * System properties that lead the engine while it starts. It reads them once, at that time; they may belong to the
 * program that unfade is a part of, so they are put back as soon as the engine has started.
 */
final class StartProperties implements AutoCloseable {
    /** No network and no telemetry; the engine reports its use, if at all, when it starts. */
    private static final Map<String, String> QUIET =
            Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "disableProgressBar", "true");

    /** What {@link NativeLibraries} sets. */
    private static final List<String> LIBRARIES =
            List.of(NativeLibraries.LIBRARY_PATH, NativeLibraries.FLAVOR, Environment.CACHE);

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    /** Remembers what is set; {@link #close} puts it back. */
    StartProperties() {
        LIBRARIES.forEach(this::remember);
        QUIET.keySet().forEach(this::remember);
    }

    /** Keeps the engine from the network and from reporting its use. */
    void keepQuiet() {
        QUIET.forEach(System::setProperty);
    }

    private void remember(String name) {
        before.put(name, System.getProperty(name));
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
