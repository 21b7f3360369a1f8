package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Work on several threads, whatever the number for the tests' engine. */
class ParallelTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 200})
    void forEach_anyNumberOfThreads_doesEveryItemOnceAndKeepsTheEnginesThreads(int threads) {
        int before = EngineRuntime.threads();
        AtomicInteger calls = new AtomicInteger();
        Set<Integer> done = ConcurrentHashMap.newKeySet();

        Parallel.forEach(
                ITEMS,
                item -> {
                    done.add(item);
                    calls.incrementAndGet();
                },
                threads);

        assertThat(done).hasSize(ITEMS.size());
        assertThat(calls).hasValue(ITEMS.size());
        assertThat(EngineRuntime.threads()).isEqualTo(before);
    }

    @Test
    void forEach_twoThreads_workAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);

        Parallel.forEach(List.of(1, 2), item -> meet(both), 2);

        assertThat(both.getCount()).isZero();
    }

    @Test
    void alone_anyDepth_hasOneThreadAndGivesBackThoseOfBefore() throws Exception {
        int before = EngineRuntime.threads();
        EngineRuntime.setThreads(3);
        try {
            int[] inside = Parallel.alone(() -> {
                int nested = Parallel.alone(EngineRuntime::threads);
                return new int[] {nested, EngineRuntime.threads(), JniUtils.getNumThreads()};
            });
            assertThat(inside).containsExactly(1, 1, 1);
            assertThat(EngineRuntime.threads()).isEqualTo(3);
            assertThat(JniUtils.getNumThreads()).isEqualTo(3);
            assertThatThrownBy(() -> Parallel.alone(() -> {
                        throw new IllegalStateException("for a test");
                    }))
                    .hasMessage("for a test");
            assertThat(JniUtils.getNumThreads()).isEqualTo(3);
        } finally {
            EngineRuntime.setThreads(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void forEachAlone_anyNumberOfItems_givesEachOneThread(int items) {
        int before = EngineRuntime.threads();
        Set<Integer> shares = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();

        Parallel.forEachAlone(ITEMS.subList(0, items), item -> {
            shares.add(EngineRuntime.threads());
            calls.incrementAndGet();
        });

        assertThat(calls).hasValue(items);
        assertThat(shares).containsExactly(1);
        assertThat(EngineRuntime.threads()).isEqualTo(before);
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        try {
            assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forEach_besideAnother_leavesEveryThreadTheProgramsNumber() throws InterruptedException {
        int before = EngineRuntime.threads();
        EngineRuntime.setThreads(3);
        try {
            List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
            List<Thread> callers = new ArrayList<>();
            CountDownLatch inside = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                callers.add(new Thread(() -> {
                    Parallel.forEachAlone(List.of(1), item -> meet(inside));
                    seen.add(EngineRuntime.threads());
                }));
            }
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            Thread late = new Thread(() -> seen.add(JniUtils.getNumThreads()));
            late.start();
            late.join();

            assertThat(seen).hasSize(3).containsOnly(3);
            assertThat(JniUtils.getNumThreads()).isEqualTo(3);
        } finally {
            EngineRuntime.setThreads(before);
        }
    }

    @Test
    void forEach_threadThatBeginsMeanwhile_hasTheProgramsNumber() {
        int before = EngineRuntime.threads();
        EngineRuntime.setThreads(2);
        AtomicInteger seen = new AtomicInteger();
        try {
            Parallel.forEachAlone(List.of(1), item -> {
                Thread other = new Thread(() -> seen.set(EngineRuntime.threads()));
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(seen).hasValue(2);
        } finally {
            EngineRuntime.setThreads(before);
        }
    }

    /** MKL products use the number of threads set last in the process, by any thread. */
    @Test
    void forEachAlone_products_areThoseOfOneThread() {
        int before = EngineRuntime.threads();
        try {
            EngineRuntime.setThreads(1);
            float[] alone = product();
            EngineRuntime.setThreads(2);
            List<float[]> products = Collections.synchronizedList(new ArrayList<>());
            Parallel.forEachAlone(List.of(1, 2, 3, 4), item -> {
                Thread other = new Thread(EngineRuntime::threads); // such as that of another job
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                products.add(product());
            });
            assertThat(products)
                    .hasSize(4)
                    .allSatisfy(found -> assertThat(found).isEqualTo(alone));
        } finally {
            EngineRuntime.setThreads(before);
        }
    }

    /** {@return a long sum of products, whose last digits depend on how it is divided} */
    private static float[] product() {
        try (NDManager scope = EngineRuntime.newManager()) {
            float[] values = new float[16 * 20_000];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i);
            }
            NDArray matrix = scope.create(values, new Shape(16, 20_000));
            return matrix.matMul(matrix.transpose()).toFloatArray();
        }
    }

    @Test
    void forEach_workDividedAgain_staysWithinItsShare() {
        int before = EngineRuntime.threads();
        EngineRuntime.setThreads(4);
        Set<Integer> shares = ConcurrentHashMap.newKeySet();
        try {
            Parallel.forEach(List.of(1, 2), outer -> {
                shares.add(EngineRuntime.threads());
                Parallel.forEach(List.of(1, 2), inner -> shares.add(10 * EngineRuntime.threads()));
                shares.add(EngineRuntime.threads());
            });
            assertThat(shares).containsExactlyInAnyOrder(2, 10);
            assertThat(JniUtils.getNumThreads()).isEqualTo(4);
        } finally {
            EngineRuntime.setThreads(before);
        }
    }

    @Test
    void setThreads_none_isRefused() {
        assertThatThrownBy(() -> EngineRuntime.setThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    @Test
    void forEach_pieceFails_throwsThatAndBeginsNoOther() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> Parallel.forEach(
                        ITEMS,
                        item -> {
                            calls.incrementAndGet();
                            throw new IllegalArgumentException("piece");
                        },
                        2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("piece");
        assertThat(calls.get()).isBetween(1, 2);
    }

    @Test
    void forEach_interrupted_waitsForItsWorkersAndStaysInterrupted() {
        AtomicBoolean ended = new AtomicBoolean();
        Thread caller = Thread.currentThread();

        Parallel.forEach(
                List.of(1, 2),
                item -> {
                    if (item == 1) {
                        caller.interrupt();
                        ended.set(true);
                    }
                },
                2);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended).isTrue();
    }
}
