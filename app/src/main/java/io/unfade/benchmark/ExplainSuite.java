package io.unfade.benchmark;

import io.unfade.engine.EngineRuntime;

import java.util.ArrayList;
import java.util.List;

/**
 * Gradient saliency of all series by the number of series at a time, in epochs of training of the same model over the
 * same series.
 *
 * @param samples what is explained
 * @param memoryBytes that a case may take
 */
record ExplainSuite(Samples samples, long memoryBytes) implements Suite {
    private static final String EPOCH = "training epoch";
    private static final int[] BATCHES = {32, 64, 256};
    private static final int LARGE_BATCH = 256;

    @Override
    public SuiteName name() {
        return SuiteName.EXPLAIN;
    }

    @Override
    public String unit() {
        return "series";
    }

    @Override
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Size size : samples.sizes()) {
            for (Form form : Form.LINEAR) {
                groups.add(new Group(form.label() + ", " + samples.title(size), cases(form, size)));
            }
        }
        return groups;
    }

    private List<Case> cases(Form form, Size size) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(
                EPOCH,
                samples.toMap(size),
                samples.amount(),
                List.of(),
                new Case.Plan.Run(() -> samples.epoch(form, size))));
        for (int batch : BATCHES) {
            cases.add(saliency(saliencyBy(batch), form, size.withBatch(batch)));
        }
        cases.add(saliency(
                "saliency, all at once", form, size.withBatch(samples.series().count())));
        return cases;
    }

    private Case saliency(String name, Form form, Size size) {
        List<Case.Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Case.Comparison("epoch", EPOCH));
        if (size.batch() != LARGE_BATCH) {
            comparisons.add(new Case.Comparison("batches of " + LARGE_BATCH, saliencyBy(LARGE_BATCH)));
        }
        return new Case(
                name,
                samples.toMap(size),
                samples.amount(),
                comparisons,
                form.planWithin(memoryBytes, together(size), () -> samples.saliency(form, size)));
    }

    /** {@return the size of all batches that are computed at a time} */
    private Size together(Size size) {
        int most = Math.multiplyExact(size.batch(), EngineRuntime.threads());
        return size.withBatch(
                Math.min(most, Math.max(size.batch(), samples.series().count())));
    }

    private static String saliencyBy(int batch) {
        return "saliency, batches of " + batch;
    }
}
