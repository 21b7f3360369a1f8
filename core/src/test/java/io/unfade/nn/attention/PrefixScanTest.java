package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.Golden;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.function.BiFunction;

/** The scan with hand-written gradients against the safe one with gradients recorded by the engine. */
class PrefixScanTest {
    private static final double RELATIVE = 1e-9;

    /** The sizes cover one chunk of time, several, and a partial last one; and several groups. */
    @ParameterizedTest
    @CsvSource({
        "2,   1, 3, 2, 5, 1",
        "1,   2, 1, 1, 1, 5",
        "2,   7, 3, 2, 5, 1",
        "2,  31, 4, 3, 2, 15",
        "3, 157, 4, 3, 2, 1",
        "1, 200, 2, 3, 9, 15",
        "2, 313, 5, 4, 3, 8",
        "4, 400, 40, 20, 30, 1"
    })
    void scan_everyForm_equalsSafeScan(int batch, int steps, int features, int hops, int gates, double spread) {
        try (NDManager manager = EngineRuntime.newManager()) {
            NDArray scores = random(manager, spread, batch, steps, hops);
            NDArray x = random(manager, 1, batch, steps, features);
            NDArray narrow = random(manager, 1, gates, (long) hops * features);
            NDArray wide = random(manager, 1, 2L * features + gates, (long) hops * features);
            for (NDArray weight : List.of(narrow, wide)) {
                compare(scores, x, weight, (scan, all) -> scan.concat(all.get(1), all.get(2), false));
                compare(scores, x, weight, (scan, all) -> scan.concat(all.get(1), all.get(2), true));
            }
            compare(scores, x, narrow, (scan, all) -> used(scan.mean(all.get(1)), all.get(2)));
            compare(scores, x, narrow, (scan, all) -> used(scan.concat(all.get(1), null, false), all.get(2)));
            compare(scores, x, narrow, (scan, all) -> used(scan.concat(all.get(1), null, true), all.get(2)));
        }
    }

    private static NDArray random(NDManager manager, double scale, long... shape) {
        return manager.randomUniform((float) -scale, (float) scale, new Shape(shape), DataType.FLOAT64);
    }

    /** Makes a value depend on an array without changing its other gradients. */
    private static NDArray used(NDArray value, NDArray array) {
        return value.add(array.sum());
    }

    private static void compare(
            NDArray scores, NDArray x, NDArray weight, BiFunction<PrefixScan, NDList, NDArray> form) {
        NDList safe = results(false, new NDList(scores, x, weight), form);
        NDList plain = results(true, new NDList(scores, x, weight), form);
        for (int i = 0; i < safe.size(); i++) {
            double largest = safe.get(i).abs().max().getDouble();
            Golden.assertClose(plain.get(i), safe.get(i), "result " + i, RELATIVE * Math.max(1, largest));
        }
    }

    /** {@return the value, and the gradients of its product with fixed numbers, for scores, x and weight} */
    private static NDList results(boolean bounded, NDList arrays, BiFunction<PrefixScan, NDList, NDArray> form) {
        NDList leaves = new NDList();
        arrays.forEach(array -> leaves.add(array.duplicate()));
        NDArray[] value = new NDArray[1];
        Gradients.ofParameters(leaves, () -> {
            value[0] = form.apply(PrefixScan.of(leaves.head(), bounded), leaves);
            NDArray factors = value[0].getManager().arange(0f, (float) value[0].size(), 1f, DataType.FLOAT64);
            return value[0].flatten().mul(factors.sin()).sum();
        });
        NDList results = new NDList(value[0]);
        leaves.forEach(leaf -> results.add(leaf.getGradient()));
        return results;
    }
}
