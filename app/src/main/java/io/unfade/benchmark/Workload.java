package io.unfade.benchmark;

/** Work that is measured, with everything it needs at hand; owns native memory until closed. */
interface Workload extends AutoCloseable {
    /** Does the work once. */
    void run();

    @Override
    default void close() {}
}
