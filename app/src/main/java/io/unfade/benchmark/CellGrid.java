package io.unfade.benchmark;

import io.unfade.nn.spec.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The sizes at which a training step is measured.
 *
 * @param groups sizes that are measured in turn with each other
 */
public record CellGrid(List<List<Size>> groups) {
    private static final List<Integer> BATCHES = List.of(50, 1);
    private static final List<Integer> STEPS = List.of(100, 50, 300, 1_000, 10_000);
    private static final List<Integer> FEATURES = List.of(100, 12, 360);
    private static final List<Integer> HIDDEN = List.of(5, 64, 256);
    private static final List<Integer> HOPS = List.of(20, 1, 10);
    private static final List<Integer> LONG_STEPS = List.of(100, 1_000, 10_000, 100_000);

    /**
     * Values to combine.
     *
     * @param batches of B
     * @param steps of T
     * @param features of C
     * @param hidden of H
     * @param hops of A
     */
    public record Axes(
            List<Integer> batches,
            List<Integer> steps,
            List<Integer> features,
            List<Integer> hidden,
            List<Integer> hops) {}

    /**
     * {@return the paper's size, every size that differs from it in one number, and single series of up to 100,000
     * steps, these in turn with each other}
     */
    public static CellGrid aroundPaper(Cell cell) {
        Size paper = Size.paper(cell);
        List<List<Size>> groups = new ArrayList<>(apart(Stream.of(
                        STEPS.stream().map(paper::withSteps),
                        FEATURES.stream().map(paper::withFeatures),
                        HIDDEN.stream().map(paper::withHidden),
                        HOPS.stream().map(paper::withHops))
                .flatMap(Function.identity())
                .distinct()));
        groups.add(LONG_STEPS.stream().map(paper.withBatch(1)::withSteps).toList());
        return new CellGrid(List.copyOf(groups));
    }

    /** {@return all combinations of the sizes that {@link #aroundPaper} varies: hours of work} */
    public static CellGrid full(Cell cell) {
        return of(cell, new Axes(BATCHES, STEPS, FEATURES, HIDDEN, HOPS));
    }

    /** {@return all combinations of some values} */
    public static CellGrid of(Cell cell, Axes axes) {
        return new CellGrid(apart(Stream.of(Size.paper(cell))
                .flatMap(size -> axes.batches().stream().map(size::withBatch))
                .flatMap(size -> axes.steps().stream().map(size::withSteps))
                .flatMap(size -> axes.features().stream().map(size::withFeatures))
                .flatMap(size -> axes.hidden().stream().map(size::withHidden))
                .flatMap(size -> axes.hops().stream().map(size::withHops))
                .distinct()));
    }

    private static List<List<Size>> apart(Stream<Size> sizes) {
        return sizes.map(List::of).toList();
    }
}
