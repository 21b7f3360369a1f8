package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts the engine: PyTorch on this machine, without network and without telemetry. Every use of the engine begins
 * with {@link #newManager}, so that the switches are set before the engine's classes load.
 */
public final class EngineRuntime {
    static {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.default_engine", "PyTorch");
        setDefault("disableProgressBar", "true");
    }

    private EngineRuntime() {}

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /**
     * Opens a scope for native memory. The first call in a process loads the engine (about a second; on a machine's
     * very first run the native libraries are unpacked to the user's cache folder).
     *
     * @return a new root scope; closing it frees every array made in it
     */
    public static NDManager newManager() {
        return Engine.getInstance().newBaseManager();
    }

    /**
     * Sets how many threads one operation may use. Works only before the engine is first used.
     *
     * @param threads at least 1
     */
    public static void setThreads(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    }

    /** {@return how many threads one operation may use} */
    public static int threads() {
        Engine.getInstance(); // loads the library that is asked
        return JniUtils.getNumThreads();
    }

    /** Seeds the random stream from which arrays of noise are drawn. The stream is one per process. */
    public static void seed(long seed) {
        Engine.getInstance().setRandomSeed((int) (seed ^ (seed >>> 32)));
    }

    /** {@return name and version of the engine, such as {@code "PyTorch 2.7.1 (DJL 0.35.1)"}} */
    public static String version() {
        Engine engine = Engine.getInstance();
        return engine.getEngineName() + " " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }
}
