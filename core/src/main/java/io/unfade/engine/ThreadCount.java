package io.unfade.engine;

import ai.djl.pytorch.jni.JniUtils;

/** How many threads one operation may use: a number of the program, or the share of a thread of {@link Parallel}. */
final class ThreadCount {
    /*
     * The engine keeps the number in each thread, and beside it the number that was set last, in whatever thread: new threads
     * begin with that one, and matrix products (MKL) use it in all threads. So the engine is never asked; every thread is told
     * its number when it first comes here, and while work is divided nobody is told a larger one than the smallest share: the
     * number of threads decides over the last digits of a product.
     */
    private static final ThreadLocal<Integer> SHARE = ThreadLocal.withInitial(() -> 0);
    private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);
    private static volatile int ofProgram;

    /** How many pieces of work are divided at present, and the smallest share of a thread among them. */
    private static int divisions;

    private static int least;

    private ThreadCount() {}

    /**
     * Takes the program's number from the engine that was just loaded.
     *
     * @param wanted takes its place; 0 for none
     */
    static void begin(int wanted) {
        // Also told if it is the number already: until then the engine's matrix products may use fewer threads as they
        // like,
        // and which they use decides over the last digits.
        ofProgram = wanted > 0 ? wanted : JniUtils.getNumThreads();
        tell(ofProgram);
    }

    /** Changes the program's number. */
    static void set(int threads) {
        ofProgram = threads;
        settle();
    }

    /** {@return the number of the present thread} */
    static int ofThread() {
        int share = SHARE.get();
        return share > 0 ? share : ofProgram;
    }

    /** Tells the engine the number of the present thread, if it does not know it. */
    static void settle() {
        if (TOLD.get() != ofThread()) {
            synchronized (ThreadCount.class) {
                if (SHARE.get() > 0
                        || divisions == 0) { // else told later: it would be the number of all matrix products
                    tell(ofThread());
                }
            }
        }
    }

    /**
     * Begins work that is divided between threads.
     *
     * @param share of each of them
     */
    static synchronized void beginShares(int share) {
        least = divisions == 0 ? share : Math.min(least, share);
        divisions++;
    }

    /** Gives the present thread its share, until it ends. */
    static synchronized void beginShare(int share) {
        SHARE.set(share);
        JniUtils.setNumThreads(Math.min(share, least));
        TOLD.set(share);
    }

    /** Ends divided work. Where it is the last, threads to come begin with the program's number again. */
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
