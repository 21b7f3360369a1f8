package io.unfade.benchmark;

import io.unfade.model.TrainedModel;
import io.unfade.nn.AttentionStream;
import io.unfade.nn.Cell;

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
        String title =
                "one series, attention of LSTM C=" + SIZE.features() + " H=" + SIZE.hidden() + " A=" + SIZE.hops();
        Case mean = step(Form.MEAN, List.of());
        return List.of(new Group(
                title, List.of(mean, step(Form.CONCAT, List.of(new Case.Comparison("mean", mean.name()))))));
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
            AttentionStream stream = model.network().attention().orElseThrow().stream();
            double[] output = new double[stream.outputWidth()];
            double[] x = new Random(seed).doubles(SIZE.features(), -1, 1).toArray();
            return () -> stream.step(x, output);
        }
    }
}
