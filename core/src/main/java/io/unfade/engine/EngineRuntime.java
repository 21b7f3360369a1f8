package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * Starts the engine: PyTorch on this machine, without network and without telemetry. Every use of the engine begins
 * with {@link #newManager}, which sets the switches before the engine's classes load and then puts back the system
 * properties of the program. Where the program has used the engine before, that one is used as it is; the environment is
 * checked all the same, and {@link #version} tells of the libraries that would have been loaded.
 *
 * <p>The location of the engine is also set here, so that variables for other programs, such as {@code PYTORCH_VERSION}
 * in containers, do not affect it. The environment variable or system property {@code UNFADE_LIBTORCH} selects the
 * folder of another libtorch than the bundled one. Problems that Java cannot solve are errors that name the variable or
 * folder, and the remedy.
 */
public final class EngineRuntime {
    /** Most threads per operation: more take longer to start than they can save. */
    static final int MOST_THREADS = 1024;

    private static final String ENGINE = "PyTorch";

    private static volatile @Nullable Started started;
    private static @Nullable String failure;
    private static volatile int wantedThreads;

    private EngineRuntime() {}

    private record Started(Engine engine, String version) {}

    private static Started started() {
        Started running = started;
        return running == null ? start() : running;
    }

    private static synchronized Started start() {
        Started running = started;
        if (running != null) {
            return running;
        }
        if (failure != null) {
            // a partly loaded library cannot be loaded again in this process
            throw new IllegalStateException(failure);
        }
        try (StartProperties properties = new StartProperties()) {
            properties.keepQuiet();
            Environment environment = new Environment(System.getenv());
            WaitingThreads.settle(environment);
            NativeLibraries libraries = NativeLibraries.settle(environment);
            Engine engine = libraries.load(ENGINE);
            ThreadCount.begin(wantedThreads);
            FirstCalls.make(engine);
            running = new Started(engine, libraries.version(engine));
            started = running;
            return running;
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /**
     * Opens a scope for native memory. The first call in a process loads the engine (about a second; on a machine's
     * first run the native libraries are extracted to the user's cache folder).
     *
     * @return a new root scope; closing it frees every array made in it
     * @throws IllegalStateException if the engine cannot be started; the message gives the reason and a remedy
     */
    public static NDManager newManager() {
        Engine engine = started().engine();
        ThreadCount.settle();
        return engine.newBaseManager();
    }

    /**
     * Sets the number of threads for operations of the current thread, which would otherwise inherit the number set
     * last. Costs nothing once set.
     */
    public static void settleThread() {
        started();
        ThreadCount.settle();
    }

    /**
     * Sets the number of threads per operation, in all current and future threads.
     *
     * @param threads 1 to {@value #MOST_THREADS}
     */
    public static void setThreads(int threads) {
        Require.atLeastOne("the number of threads", threads);
        Require.argument(
                threads <= MOST_THREADS, "the number of threads must be at most %d, but was %d", MOST_THREADS, threads);
        synchronized (EngineRuntime.class) {
            wantedThreads = threads;
            if (started != null) {
                ThreadCount.set(threads);
            }
        }
    }

    /**
     * {@return the number of threads per operation: that of the process, or within {@link Parallel} the share of the
     * current thread}
     */
    public static int threads() {
        settleThread();
        return ThreadCount.ofThread();
    }

    /** Seeds the process-wide random stream for arrays of noise. */
    public static void seed(long seed) {
        started().engine().setRandomSeed((int) (seed ^ (seed >>> 32)));
    }

    /** {@return name and version of the engine, such as {@code "PyTorch 2.7.1 (DJL 0.35.1)"}} */
    public static String version() {
        return ENGINE + " " + started().version() + " (DJL " + Engine.getDjlVersion() + ")";
    }
}
