package io.unfade.engine;

import ai.djl.pytorch.jni.JniUtils;

/** The number of threads per operation: that of the process, or the share of a thread of {@link Parallel}. */
final class ThreadCount {
    /*
     * The engine keeps the number per thread, and also the number set last by any thread: new threads start with that
     * one, and matrix products (MKL) use it in all threads. So the engine is never queried; every thread sets its
     * number when it first comes here, and while work is divided no number larger than the smallest share is set: the
     * number of threads affects the last digits of a product.
     */
    private static final ThreadLocal<Integer> SHARE = ThreadLocal.withInitial(() -> 0);
    private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);
    private static volatile int ofProgram;

    /** The number of divisions in progress, and the smallest share of a thread among them. */
    private static int divisions;

    private static int least;

    private ThreadCount() {}

    /**
     * Reads the initial number from the engine that was just loaded.
     *
     * @param wanted replaces it; 0 to keep it
     */
    static void begin(int wanted) {
        // Also set if it is the number already: until then the engine's matrix products may use fewer threads, which
        // affects the last digits.
        ofProgram = wanted > 0 ? wanted : JniUtils.getNumThreads();
        tell(ofProgram);
    }

    /** Changes the process's number. */
    static void set(int threads) {
        ofProgram = threads;
        settle();
    }

    /** {@return the number of the current thread} */
    static int ofThread() {
        int share = SHARE.get();
        return share > 0 ? share : ofProgram;
    }

    /** Sets the engine's number for the current thread, if it is not set yet. */
    static void settle() {
        if (TOLD.get() != ofThread()) {
            synchronized (ThreadCount.class) {
                if (SHARE.get() > 0 || divisions == 0) { // else set later: it would apply to all matrix products
                    tell(ofThread());
                }
            }
        }
    }

    /**
     * Begins work divided between threads.
     *
     * @param share of each of them
     */
    static synchronized void beginShares(int share) {
        least = divisions == 0 ? share : Math.min(least, share);
        divisions++;
    }

    /**
     * Sets the share of the current thread, until it or the share ends.
     *
     * @return the share before
     */
    static synchronized int beginShare(int share) {
        int before = SHARE.get();
        SHARE.set(share);
        JniUtils.setNumThreads(Math.min(share, least));
        TOLD.set(share);
        return before;
    }

    /** Gives the current thread the share that it had before. */
    static void endShare(int before) {
        SHARE.set(before);
    }

    /** Ends divided work. After the last, new threads start with the process's number again. */
    static synchronized void endShares() {
        divisions--;
        if (divisions == 0) {
            tell(ofProgram);
        }
    }

    private static void tell(int number) {
        JniUtils.setNumThreads(number);
        TOLD.set(number);
    }
}
