package io.unfade.experiments.benchmark;

/**
 * A unit of work to measure, with its resources.
 *
 * @param task does the work once
 * @param runs number of runs per round, each timed
 * @param resources to close with this
 */
record Work(Runnable task, int runs, Runnable resources) implements AutoCloseable {
    @Override
    public void close() {
        resources.run();
    }
}
