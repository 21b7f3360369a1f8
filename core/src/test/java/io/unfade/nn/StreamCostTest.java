package io.unfade.nn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.engine.EngineRuntime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one step of a stream costs, medians. Prints a table.
 *
 * <p>{@code ./mvnw -pl core test -Pslow -Dtest=StreamCostTest}
 */
@Tag("slow")
class StreamCostTest {
    private static final int FEATURES = 100;
    private static final int HIDDEN = 64;
    private static final int HOPS = 20;
    private static final int WIDTH = 50;
    private static final int CLASSES = 5;
    private static final int WARM_UP = 20_000;
    private static final int STEPS = 10_001;

    @Test
    void step_everyPoolingAndCell_isPrinted() {
        print("C=%d H=%d A=%d D=%d, one layer, readout last", FEATURES, HIDDEN, HOPS, WIDTH);
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            for (Cell cell : Cell.values()) {
                measure(cell, null, type);
                for (HopPooling pooling : HopPooling.values()) {
                    measure(cell, pooling, type);
                }
            }
        }
    }

    private static void measure(Cell cell, @Nullable HopPooling pooling, DataType type) {
        ModelSpec.Attention attention = pooling == null ? null : new ModelSpec.Attention(HOPS, WIDTH, pooling);
        Classifier network = new Classifier(new ModelSpec(
                cell, 1, false, HIDDEN, attention, ModelSpec.Readout.of(ReadoutKind.LAST), FEATURES, CLASSES, 0));
        try (NDManager manager = EngineRuntime.newManager()) {
            Initialization.apply(network, manager, type, 1);
            double median = medianMicros(network.stream());
            assertThat(median).isPositive();
            print("%s  %-4s  %-9s  %6.1f us", type, cell.key(), pooling == null ? "none" : pooling.key(), median);
        }
    }

    private static double medianMicros(ClassifierStream stream) {
        double[] x = new double[FEATURES];
        double[] probabilities = new double[CLASSES];
        Random random = new Random(1);
        double[] micros = new double[STEPS];
        for (int t = -WARM_UP; t < STEPS; t++) {
            Arrays.setAll(x, c -> random.nextGaussian());
            long start = System.nanoTime();
            stream.step(x, probabilities);
            if (t >= 0) {
                micros[t] = (System.nanoTime() - start) / 1e3;
            }
        }
        return Arrays.stream(micros).sorted().toArray()[STEPS / 2];
    }

    private static void print(String template, Object... values) {
        System.out.println(String.format(Locale.ROOT, template, values));
    }
}
