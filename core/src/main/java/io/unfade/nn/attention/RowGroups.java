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
 * Processes arrays in groups of rows, so that intermediate results are small, stay in the CPU cache, and are freed
 * group by group.
 */
final class RowGroups {
    /* About 4 MB in single precision: fits the cache of a core, and makes call overhead negligible. */
    private static final long NUMBERS = 1 << 20;

    private final NDList arrays;
    private final long rows;
    private final long size;

    /**
     * Prepares a pass.
     *
     * @param arrays with the same number of rows, the first axis
     * @param numbersPerRow of the largest intermediate array
     */
    RowGroups(NDList arrays, long numbersPerRow) {
        this.arrays = arrays;
        rows = arrays.head().getShape().get(0);
        size = Math.max(1, NUMBERS / numbersPerRow);
    }

    /**
     * Processes the groups in order.
     *
     * @param work receives the group's rows of each array; its intermediate results are freed when it returns, except
     *     those added to {@link Rows} or {@link Sum}
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

    /** A result with separate rows for each group. */
    static final class Rows {
        private final NDList parts = new NDList();
        private final NDManager owner;

        /** Collects the result on a manager. */
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

    /** A result summed over groups. */
    static final class Sum {
        private final NDManager owner;
        private @Nullable NDArray total;

        /** Collects the result on a manager. */
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
