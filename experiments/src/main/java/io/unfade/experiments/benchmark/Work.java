package io.unfade.experiments.benchmark;

/**
 * What is measured, with everything it needs.
 *
 * @param task does it once
 * @param runs how often in a round, each of them timed
 * @param resources are freed when this is closed
 */
record Work(Runnable task, int runs, Runnable resources) implements AutoCloseable {
    @Override
    public void close() {
        resources.run();
    }
}
