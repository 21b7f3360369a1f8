package io.unfade.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.EngineRuntime;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * Multiply-adds per second in a large float32 matrix product: the upper bound for other work.
 *
 * <p>{@code ./mvnw -Pbench -pl core -am process-test-classes -Djmh.args=MatrixProductBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixProductBenchmark {
    private static final int SIZE = 1024;

    private final NDManager manager = EngineRuntime.newManager();
    private NDArray left = manager.zeros(new Shape(SIZE, SIZE));
    private NDArray right = manager.zeros(new Shape(SIZE, SIZE));

    @Setup
    public void fill() {
        left = manager.randomNormal(new Shape(SIZE, SIZE));
        right = manager.randomNormal(new Shape(SIZE, SIZE));
    }

    @Benchmark
    @OperationsPerInvocation(SIZE * SIZE * SIZE)
    public void multiply() {
        left.matMul(right).close();
    }

    @TearDown
    public void close() {
        manager.close();
    }
}
