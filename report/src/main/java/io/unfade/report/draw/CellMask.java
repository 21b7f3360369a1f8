package io.unfade.report.draw;

import io.unfade.check.Require;

/** A set of cells, such as those known to be informative. Shape {@code (T, C)}. Immutable. */
public final class CellMask {
    private final int steps;
    private final int features;
    private final boolean[] cells;

    private CellMask(int steps, int features, boolean[] cells) {
        this.steps = steps;
        this.features = features;
        this.cells = cells;
    }

    /** Whether a cell belongs to a set. */
    @FunctionalInterface
    public interface CellPredicate {
        /** {@return whether the cell at a time step and feature belongs to the set} */
        boolean at(int time, int feature);
    }

    /**
     * {@return the set of a predicate}
     *
     * @param steps T, at least 1
     * @param features C, at least 1
     * @param member called once for every cell
     * @throws IllegalArgumentException if a size is below 1
     */
    public static CellMask of(int steps, int features, CellPredicate member) {
        Require.argument(
                steps >= 1 && features >= 1,
                "a mask needs at least 1 step and 1 feature, but was (%d, %d)",
                steps,
                features);
        boolean[] cells = new boolean[Math.multiplyExact(steps, features)];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = member.at(i / features, i % features);
        }
        return new CellMask(steps, features, cells);
    }

    /** {@return T} */
    public int steps() {
        return steps;
    }

    /** {@return C} */
    public int features() {
        return features;
    }

    /** {@return whether a cell belongs to the set; false outside the map} */
    public boolean contains(int time, int feature) {
        boolean inside = time >= 0 && time < steps && feature >= 0 && feature < features;
        return inside && cells[time * features + feature];
    }
}
