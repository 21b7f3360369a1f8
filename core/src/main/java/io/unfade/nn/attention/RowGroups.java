package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Work on arrays some rows at a time, so that what is computed on the way is small, stays in the processor's cache, and
 * is freed group by group.
 */
final class RowGroups {
    /* About 4 MB in single precision: the cache of a core, and large enough that the calls do not count. */
    private static final long NUMBERS = 1 << 20;

    private final NDList arrays;
    private final long rows;
    private final long size;

    /**
     * Prepares a pass.
     *
     * @param arrays with the same number of rows, the first axis
     * @param numbersPerRow of the largest array that is computed on the way
     */
    RowGroups(NDList arrays, long numbersPerRow) {
        this.arrays = arrays;
        rows = arrays.head().getShape().get(0);
        size = Math.max(1, NUMBERS / numbersPerRow);
    }

    /**
     * Works through the groups in order.
     *
     * @param work gets the group's rows of each array; what it computes from them is freed when it returns, except what
     *     it gives to {@link Rows} or {@link Sum}
     */
    void forEach(Consumer<NDList> work) {
        for (long from = 0; from < rows; from += size) {
            try (NDManager scope = arrays.head().getManager().newSubManager()) {
                NDIndex range = new NDIndex().addSliceDim(from, Math.min(rows, from + size));
                NDList group = new NDList();
                for (NDArray array : arrays) {
                    NDArray part = array.get(range);
                    part.attach(scope);
                    group.add(part);
                }
                work.accept(group);
            }
        }
    }

    /** Results that have rows of their own for each group. */
    static final class Rows {
        private final NDList parts = new NDList();
        private final NDManager owner;

        /** Collects on a manager. */
        Rows(NDManager owner) {
            this.owner = owner;
        }

        void add(NDArray part) {
            part.attach(owner);
            parts.add(part);
        }

        NDArray joined() {
            if (parts.size() == 1) {
                return parts.head();
            }
            NDArray joined = NDArrays.concat(parts, 0);
            parts.close();
            return joined;
        }
    }

    /** A result that all groups add to. */
    static final class Sum {
        private final NDManager owner;
        private @Nullable NDArray total;

        /** Collects on a manager. */
        Sum(NDManager owner) {
            this.owner = owner;
        }

        void add(NDArray part) {
            if (total == null) {
                part.attach(owner);
                total = part;
            } else {
                total.addi(part);
            }
        }

        NDArray total() {
            return Objects.requireNonNull(total);
        }
    }
}
