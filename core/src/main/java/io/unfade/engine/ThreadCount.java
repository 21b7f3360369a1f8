package io.unfade.engine;

import ai.djl.pytorch.jni.JniUtils;

/** How many threads one operation may use: a number of the program, or the share of a thread of {@link Parallel}. */
final class ThreadCount {
    /*
     * The engine keeps the number in each thread, and beside it the number that was set last, in whatever thread: with that
     * one new threads begin. So the engine is never asked; every thread is told its number when it first comes here.
     */
    private static final ThreadLocal<Integer> SHARE = ThreadLocal.withInitial(() -> 0);
    private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);
    private static volatile int ofProgram;

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
        int number = ofThread();
        if (TOLD.get() != number) {
            tell(number);
        }
    }

    /** Gives the present thread its share, until it ends. */
    static void beginShare(int share) {
        SHARE.set(share);
        tell(share);
    }

    /** Lets threads to come begin with the program's number again, after others were given shares. */
    static void endShares() {
        if (SHARE.get() == 0) { // else whoever gave this thread its share does it later
            tell(ofProgram);
        }
    }

    private static void tell(int number) {
        JniUtils.setNumThreads(number);
        TOLD.set(number);
    }
}
