package io.unfade.benchmark;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** One case while it is measured: its work, unless it is left out, and what its rounds have taken so far. */
final class Lane implements AutoCloseable {
    private static final double NANOS = 1e-9;

    private final Case subject;
    private final LongSupplier nanoTime;
    private final @Nullable Workload work;
    private final List<double[]> rounds = new ArrayList<>();
    private final List<Double> allocated = new ArrayList<>();
    private double[] lastSeconds = new double[0];
    private double lastAllocated;
    private ResidentMemory.@Nullable Peak memory;
    private boolean settled;

    Lane(Case subject, LongSupplier nanoTime) {
        this.subject = subject;
        this.nanoTime = nanoTime;
        work = subject.plan() instanceof Case.Plan.Run run ? run.opening().get() : null;
    }

    /** {@return whether there is anything to run} */
    boolean isOpen() {
        return work != null;
    }

    /** {@return whether the first round was kept, so that there shall be no more} */
    boolean isSettled() {
        return settled;
    }

    /**
     * Runs the first round and looks at the memory.
     *
     * @param longest seconds; a round that takes longer is kept
     */
    void runFirst(double longest) {
        memory = ResidentMemory.ofThisProcess().during(this::run);
        if (Arrays.stream(lastSeconds).sum() > longest) {
            settled = true;
            keep();
        }
    }

    /** Runs a round, which may still be left out. */
    void run() {
        if (work == null) {
            return;
        }
        double[] seconds = new double[subject.amount().runs()];
        double before = HeapAllocation.bytes();
        for (int i = 0; i < seconds.length; i++) {
            long start = nanoTime.getAsLong();
            work.run();
            seconds[i] = (nanoTime.getAsLong() - start) * NANOS;
        }
        lastAllocated = (HeapAllocation.bytes() - before) / seconds.length;
        lastSeconds = seconds;
    }

    /** Has the last round count. */
    void keep() {
        rounds.add(lastSeconds);
        allocated.add(lastAllocated);
    }

    Measurement measurement() {
        if (rounds.isEmpty()) {
            return Measurement.none(subject);
        }
        double[] bytes = allocated.stream().mapToDouble(Double::doubleValue).toArray();
        return new Measurement(
                subject, List.copyOf(rounds), memory, Spread.of(bytes).median());
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
    }
}
