package io.unfade.examples;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The examples that the page of examples does not run. */
class ExamplesTest {
    private static float[][][] noise(int count, int steps, int features) {
        Random random = new Random(3);
        float[][][] values = new float[count][steps][features];
        for (float[][] series : values) {
            for (float[] step : series) {
                for (int c = 0; c < features; c++) {
                    step[c] = (float) random.nextGaussian();
                }
            }
        }
        return values;
    }

    @Test
    void arrays_areLabelledSeries() {
        SeriesSet set = OwnSeries.ofArrays(noise(3, 5, 2), new int[] {0, 1, 1});

        assertThat(set.classNames()).containsExactly("rest", "walk");
        assertThat(set.label(2)).isEqualTo(1);
    }

    @Test
    void recording_becomesWindowsOfIntervalsAndAroundEvents() {
        double[] times = new double[4000];
        double[][] samples = new double[4000][3];
        Random random = new Random(2);
        for (int t = 0; t < times.length; t++) {
            times[t] = 0.02 * t + 0.005 * random.nextDouble();
            samples[t][1] = times[t];
        }
        SeriesSet windows = OwnSeries.windows(times, samples);
        SeriesSet events = OwnSeries.aroundEvents(samples);

        assertThat(windows.steps()).isEqualTo(128);
        assertThat(windows.label(0)).isZero();
        assertThat(windows.label(windows.count() - 1)).isOne();
        assertThat(windows.value(1, 0, 1)).isCloseTo(64 * 0.02, within(0.02));
        assertThat(events.count()).isEqualTo(2);
        assertThat(events.value(0, 50, 1)).isCloseTo(samples[625][1], within(1e-5));
    }

    @Test
    void blockOfDjl_isExplainedCompletely() throws IOException {
        Block block = new SequentialBlock()
                .add(LSTM.builder().setStateSize(4).setNumLayers(1).build())
                .add(new LambdaBlock(list -> new NDList(list.head().get(":, -1"))))
                .add(Linear.builder().setUnits(2).build());
        try (NDManager manager = EngineRuntime.newManager()) {
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 7, 5));

            SaliencyMaps maps = DjlBlock.explain(block, SeriesSet.of(noise(3, 7, 5)));

            assertThat(maps.largestGap()).isLessThan(1e-4);
        }
    }

    @Test
    void function_isExplainedByTheOnlyFeatureThatItReads() {
        SeriesSet set = SeriesSet.of(noise(2, 6, 3));

        SaliencyMaps maps = OwnFunction.explain(set);

        assertThat(maps.value(1, 3, 0)).isNotZero();
        assertThat(maps.value(1, 3, 1)).isZero();
        assertThat(maps.value(1, 3, 2)).isZero();
    }
}
