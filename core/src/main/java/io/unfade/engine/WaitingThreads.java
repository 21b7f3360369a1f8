package io.unfade.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;

import java.util.List;
import java.util.Locale;

/**
 * How the engine's threads wait for each other. By default they do so actively for some milliseconds, which starves a machine
 * whose cores are in use: a training can take ten times as long. So they are told to wait for microseconds, as the launcher
 * tells them, unless the environment says how.
 */
final class WaitingThreads {
    private static final List<String> VARIABLES = List.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY");
    private static final String MICROSECONDS = "2000"; // turns of a loop

    private WaitingThreads() {}

    /** The function of C that changes the environment which native libraries see. */
    interface Environ extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** Settles it for libraries that are loaded later; where it cannot be settled, all works, but perhaps slowly. */
    static void settle(Environment environment) {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        if (!linux || VARIABLES.stream().anyMatch(name -> environment.variable(name) != null)) {
            return;
        }
        try {
            int ignored = Native.load("c", Environ.class).setenv(VARIABLES.get(0), MICROSECONDS, 0);
        } catch (LinkageError | RuntimeException e) {
            return; // such as a folder of temporary files that allows no programs
        }
    }
}
