package io.unfade.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.EngineRuntime;

import java.util.List;
import java.util.Map;

/**
 * A product of two float32 matrices, {@code (rows, inner) x (inner, columns)}: the fastest arithmetic that the engine
 * does, so that the rate of a large product is what other work could attain at most.
 */
record MatrixProduct(long rows, long inner, long columns) {
    /** {@return a product large enough to be bound by arithmetic alone} */
    static MatrixProduct large() {
        return new MatrixProduct(1024, 1024, 1024);
    }

    /** {@return multiply-adds} */
    double multiplyAdds() {
        return (double) rows * inner * (double) columns;
    }

    /** {@return the memory of the factors and of the product} */
    double bytes() {
        return (double) Float.BYTES * (rows * inner + inner * columns + rows * columns);
    }

    Case toCase() {
        return new Case(
                rows + " x " + inner + " x " + columns,
                Map.of(),
                new Case.Amount(1, 1, multiplyAdds()),
                List.of(),
                new Case.Plan.Run(() -> new Product(this)));
    }

    private static final class Product implements Workload {
        private final NDManager manager = EngineRuntime.newManager();
        private final NDArray left;
        private final NDArray right;

        Product(MatrixProduct shape) {
            left = manager.randomNormal(new Shape(shape.rows, shape.inner));
            right = manager.randomNormal(new Shape(shape.inner, shape.columns));
        }

        @Override
        public void run() {
            left.matMul(right).close();
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
