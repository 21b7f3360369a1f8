package io.unfade.benchmark;

import io.unfade.engine.EngineRuntime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Measures what the library costs on this machine. */
public final class Benchmark {
    private static final int MOST_ROWS = 5000;

    private final Settings settings;
    private final Observer observer;
    private final Interleaving loop;
    private int groupCount;
    private int groupsDone;

    private Benchmark(Settings settings, Observer observer) {
        this.settings = settings;
        this.observer = observer;
        loop = new Interleaving(
                new Interleaving.Limits(settings.rounds(), settings.seconds()),
                System::nanoTime,
                observer::stopRequested);
    }

    /** Is told how far the measuring is, on its thread; may ask it to stop. */
    public interface Observer {
        /**
         * Called after every round.
         *
         * @param what is measured
         * @param done how much of everything is done, 0..1
         */
        void progress(String what, double done);

        /** {@return whether to stop before the next run; what was measured so far is the result} */
        boolean stopRequested();
    }

    /** {@return half of the memory that is free now: what a case may take if nothing else is known} */
    public static long usualMemoryBytes() {
        return Machine.freeMemoryBytes() / 2;
    }

    /**
     * Measures.
     *
     * @param suites which, at least one
     * @return all that was measured before the observer asked to stop
     */
    public static BenchmarkResult run(Set<SuiteName> suites, Settings settings, Observer observer) {
        EngineRuntime.seed(settings.seed());
        return new Benchmark(settings, observer).run(new TreeSet<>(suites));
    }

    private BenchmarkResult run(Set<SuiteName> names) {
        List<Suite> suites = names.stream().map(this::suite).toList();
        groupCount =
                1 + suites.stream().mapToInt(suite -> suite.groups().size()).sum();
        List<Measurement> products = measure(products(), "matrix products");
        List<BenchmarkResult.SuiteResult> results =
                suites.stream().map(this::measure).toList();
        return new BenchmarkResult(Machine.present(), settings, products, results, observer.stopRequested());
    }

    private Suite suite(SuiteName name) {
        return switch (name) {
            case CELL -> new CellSuite(settings.grid(), settings.memoryBytes(), settings.seed());
            case EXPLAIN -> new ExplainSuite(samples(), settings.memoryBytes());
            case TRAIN -> new TrainSuite(samples());
            case STREAM -> new StreamSuite(settings.seed());
        };
    }

    private Samples samples() {
        return Samples.generate(settings.samples(), settings.seed());
    }

    private BenchmarkResult.SuiteResult measure(Suite suite) {
        List<BenchmarkResult.GroupResult> results = new ArrayList<>();
        for (Group group : suite.groups()) {
            if (!observer.stopRequested()) {
                String label = suite.name().key() + ": " + group.title();
                results.add(new BenchmarkResult.GroupResult(group.title(), measure(group.cases(), label)));
            }
        }
        return new BenchmarkResult.SuiteResult(suite.name(), suite.unit(), results);
    }

    private List<Measurement> measure(List<Case> cases, String label) {
        double place = groupsDone;
        observer.progress(label, place / groupCount);
        List<Measurement> measured = loop.measure(cases, done -> observer.progress(label, (place + done) / groupCount));
        groupsDone++;
        return measured;
    }

    /** The large product, and those of a batch with the weights of a cell of the first size, if they fit into the memory. */
    private List<Case> products() {
        Size size = settings.grid().groups().get(0).get(0);
        long rows = Math.min(MOST_ROWS, (long) size.batch() * size.steps());
        Stream<MatrixProduct> ofCell = Stream.of(
                new MatrixProduct(rows, size.features(), size.gates()),
                new MatrixProduct(rows, size.features(), (long) size.hops() * size.gates()));
        return Stream.concat(
                        Stream.of(MatrixProduct.large()),
                        ofCell.filter(product -> product.bytes() <= settings.memoryBytes()))
                .map(MatrixProduct::toCase)
                .toList();
    }
}
