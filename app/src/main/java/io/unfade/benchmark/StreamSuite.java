package io.unfade.benchmark;

import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One step of an endless series, each step timed.
 *
 * @param seed of series and weights
 */
record StreamSuite(long seed) implements Suite {
    private static final Size SIZE = Size.paper(Cell.LSTM).withBatch(1).withHidden(64);
    private static final int STEPS_PER_ROUND = 2000;

    @Override
    public SuiteName name() {
        return SuiteName.STREAM;
    }

    @Override
    public String unit() {
        return "step";
    }

    @Override
    public List<Group> groups() {
        String title = "one series, LSTM C=" + SIZE.features() + " H=" + SIZE.hidden() + " A=" + SIZE.hops();
        Case plain = step(Form.PLAIN, List.of());
        List<Case.Comparison> comparisons = List.of(new Case.Comparison("plain", plain.name()));
        return List.of(new Group(title, List.of(plain, step(Form.MEAN, comparisons), step(Form.CONCAT, comparisons))));
    }

    private Case step(Form form, List<Case.Comparison> comparisons) {
        return new Case(
                form.label(),
                Map.of("features", SIZE.features(), "hidden", SIZE.hidden(), "hops", SIZE.hops()),
                new Case.Amount(1, STEPS_PER_ROUND, Case.NOT_COUNTED),
                comparisons,
                new Case.Plan.Run(() -> open(form)));
    }

    /** {@return the work of one step} */
    private Workload open(Form form) {
        try (TrainedModel model = form.create(SIZE, seed)) {
            SeriesStream stream = model.stream();
            double[] probabilities = new double[stream.classes()];
            double[] x = new Random(seed).doubles(SIZE.features(), -1, 1).toArray();
            return () -> stream.step(x, probabilities);
        }
    }
}
