package io.unfade.data.synth;

import io.unfade.data.SeriesSet;
import io.unfade.data.synth.ProcessData.Variant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ProcessDataTest {
    private static final int SIZE = 50;
    private static final int CELLS = SIZE * SIZE;

    /** At least four standard errors of each moment. */
    private static final Offset<Double> MOMENT = within(0.03);

    @ParameterizedTest
    @CsvSource({
        "MIDDLE, 30, 30, 10, 10, 10, 10",
        "SMALL_MIDDLE, 14, 14, 18, 18, 18, 18",
        "MOVING_MIDDLE, 30, 30, 0, 19, 0, 19",
        "MOVING_SMALL_MIDDLE, 15, 15, 0, 34, 0, 34",
        "RARE_TIME, 6, 40, 22, 22, 5, 5",
        "MOVING_RARE_TIME, 6, 40, 0, 43, 0, 9",
        "RARE_FEATURE, 40, 6, 5, 5, 22, 22",
        "MOVING_RARE_FEATURE, 40, 6, 0, 9, 0, 43",
        "POSITIONAL_TIME, 20, 20, 0, 29, 1, 29",
        "POSITIONAL_FEATURE, 20, 20, 1, 29, 0, 29",
    })
    void generate_everyType_drawsBoxesAsPublished(
            BoxType type, int steps, int features, int minStep, int maxStep, int minFeature, int maxFeature) {
        SeriesSet set = new ProcessData(type, TimeProcess.GAUSSIAN, Variant.PUBLISHED).generate(600, 4);
        TreeSet<Integer> stepStarts = new TreeSet<>();
        TreeSet<Integer> featureStarts = new TreeSet<>();
        for (int i = 0; i < set.count(); i++) {
            int series = i;
            int[] cells = IntStream.range(0, CELLS)
                    .filter(cell -> set.reference(series, cell / SIZE, cell % SIZE))
                    .toArray();
            int step = cells[0] / SIZE;
            int feature = cells[0] % SIZE;
            assertThat(cells).hasSize(steps * features);
            assertThat(cells[cells.length - 1])
                    .as("one box")
                    .isEqualTo((step + steps - 1) * SIZE + feature + features - 1);
            assertThat(Arrays.stream(cells).map(cell -> cell % SIZE))
                    .allMatch(column -> column >= feature && column < feature + features);
            stepStarts.add(step);
            featureStarts.add(feature);
        }
        // Each of at most 44 positions is missed by all of 600 series with probability 1e-6.
        assertThat(stepStarts.first()).isEqualTo(minStep);
        assertThat(stepStarts.last()).isEqualTo(maxStep);
        assertThat(featureStarts.first()).isEqualTo(minFeature);
        assertThat(featureStarts.last()).isEqualTo(maxFeature);
        assertThat(stepStarts.size()).isEqualTo(type == BoxType.POSITIONAL_FEATURE ? 2 : maxStep - minStep + 1);
        assertThat(featureStarts.size()).isEqualTo(type == BoxType.POSITIONAL_TIME ? 2 : maxFeature - minFeature + 1);
    }

    @ParameterizedTest
    @EnumSource
    void generate_everyType_classesAreEvenAndToldByTheBox(BoxType type) {
        SeriesSet set = new ProcessData(type, TimeProcess.GAUSSIAN, Variant.PUBLISHED).generate(600, 7);
        long first =
                IntStream.range(0, set.count()).filter(i -> set.label(i) == 0).count();

        assertThat(first).isBetween(300L - 62, 300L + 62); // five standard deviations
        for (int i = 0; i < 60; i++) {
            double expected = 1;
            if (type == BoxType.POSITIONAL_TIME) {
                assertThat(isInformative(set, i, cell -> cell % SIZE == 1)).isEqualTo(set.label(i) == 0);
            } else if (type == BoxType.POSITIONAL_FEATURE) {
                assertThat(isInformative(set, i, cell -> cell / SIZE == 1)).isEqualTo(set.label(i) == 0);
            } else {
                expected = set.label(i) == 0 ? 1 : -1;
            }
            int series = i;
            double mean = IntStream.range(0, CELLS)
                    .filter(cell -> set.reference(series, cell / SIZE, cell % SIZE))
                    .mapToDouble(cell -> set.value(series, cell / SIZE, cell % SIZE))
                    .average()
                    .orElseThrow();
            assertThat(mean).isEqualTo(expected, within(0.36)); // five standard errors over 196 cells
        }
    }

    private static boolean isInformative(SeriesSet set, int series, IntPredicate cells) {
        return IntStream.range(0, CELLS)
                .filter(cells)
                .anyMatch(cell -> set.reference(series, cell / SIZE, cell % SIZE));
    }

    @Test
    void classNames_sayWhatTellsTheClass() {
        assertThat(BoxType.MIDDLE.classNames()).containsExactly("positive", "negative");
        assertThat(BoxType.POSITIONAL_TIME.classNames()).containsExactly("from-feature-1", "from-feature-29");
        assertThat(BoxType.POSITIONAL_FEATURE.classNames()).containsExactly("from-step-1", "from-step-29");
    }

    @Test
    void times_manySeries_areHalfOfAnEvenGridAndMoved() {
        double[] sums = new double[SIZE];
        double gaps = 0;
        for (int i = 0; i < 2000; i++) {
            double[] times = ProcessData.times(new Random(i));
            assertThat(times).isSorted();
            for (int step = 0; step < SIZE; step++) {
                sums[step] += times[step] / 2000;
            }
            gaps += Math.pow(times[20] - times[19], 2) / 2000;
        }
        // Means and the mean square of a gap, of 100,000 grids drawn by an independent program.
        assertThat(sums[0]).isEqualTo(0.175, within(0.04));
        assertThat(sums[25]).isEqualTo(10.203, within(0.12));
        assertThat(sums[49]).isEqualTo(19.826, within(0.04));
        assertThat(gaps).isEqualTo(0.266, within(0.04));
    }

    /** Results of an independent NumPy program with the formulas of the benchmark and of TimeSynth. */
    @ParameterizedTest
    @CsvSource({
        // mean, deviation, correlation of neighbouring steps, of steps 5 apart, of features, of series
        "GAUSSIAN, PUBLISHED, 0, 1, 0, 0, 0, 0",
        "HARMONIC, PUBLISHED, 0.001, 0.769, 0.006, 0.002, 0.848, 0.001",
        "HARMONIC, CORRECTED, 0, 0.768, 0.007, -0.001, 0.001, 0",
        "GAUSSIAN_PROCESS, PUBLISHED, 0, 1.043, 0.762, 0.164, 0.001, -0.001",
        "PSEUDO_PERIODIC, PUBLISHED, 0.041, 0.847, 0.423, -0.265, 0.690, 0.095",
        "AUTOREGRESSIVE, PUBLISHED, 0.001, 1.136, 0.835, 0.542, 0, 0",
        "CAR, PUBLISHED, 0.004, 0.300, 0, 0, 0, 0",
        "CAR, CORRECTED, -0.001, 1.047, 0.881, 0.746, 0.003, 0.002",
        "NARMA, PUBLISHED, 0.289, 0.307, 0.008, 0, 0.045, 0.045",
        "NARMA, CORRECTED, 0.361, 0.320, 0.072, 0.033, 0.017, 0.017",
    })
    void generate_everyProcess_hasItsMoments(
            TimeProcess process,
            Variant variant,
            double mean,
            double deviation,
            double neighbours,
            double apart,
            double features,
            double series) {
        double[][] cells = withoutBox(new ProcessData(BoxType.MOVING_RARE_TIME, process, variant).generate(300, 3));
        double foundMean =
                Arrays.stream(cells).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double foundDeviation = Math.sqrt(correlation(cells, 0, 0, foundMean, 1));

        assertThat(foundMean).isEqualTo(mean, MOMENT);
        assertThat(foundDeviation).isEqualTo(deviation, MOMENT);
        assertThat(correlation(cells, 0, SIZE, foundMean, foundDeviation)).isEqualTo(neighbours, MOMENT);
        assertThat(correlation(cells, 0, 5 * SIZE, foundMean, foundDeviation)).isEqualTo(apart, MOMENT);
        assertThat(correlation(cells, 0, 1, foundMean, foundDeviation)).isEqualTo(features, MOMENT);
        assertThat(correlation(cells, 1, 0, foundMean, foundDeviation)).isEqualTo(series, MOMENT);
    }

    /** The process and its noise. */
    private static double[][] withoutBox(SeriesSet set) {
        double[][] cells = new double[set.count()][CELLS];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, cells[i], 0);
            for (int cell = 0; cell < CELLS; cell++) {
                cells[i][cell] -= set.reference(i, cell / SIZE, cell % SIZE) ? 1 - 2 * set.label(i) : 0;
            }
        }
        return cells;
    }

    /** For cells a number of series and cells apart; features do not wrap around. */
    private static double correlation(double[][] cells, int series, int distance, double mean, double deviation) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i + series < cells.length; i++) {
            for (int cell = 0; cell + distance < CELLS; cell++) {
                if (distance != 1 || cell % SIZE != SIZE - 1) {
                    sum += (cells[i][cell] - mean) * (cells[i + series][cell + distance] - mean);
                    count++;
                }
            }
        }
        return sum / count / (deviation * deviation);
    }

    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, PUBLISHED, 0.583, 1.186", "CAR, CORRECTED, 1.044, 1.044"})
    void generate_autoregression_startsAsItSays(
            TimeProcess process, Variant variant, double firstDeviation, double lastDeviation) {
        double[][] cells = withoutBox(new ProcessData(BoxType.MIDDLE, process, variant).generate(100, 9));

        assertThat(deviation(cells, 0)).isEqualTo(firstDeviation, MOMENT);
        assertThat(deviation(cells, CELLS - SIZE)).isEqualTo(lastDeviation, within(0.06)); // five standard errors
    }

    /** Over the cells of one step; the mean is 0. */
    private static double deviation(double[][] cells, int from) {
        return Math.sqrt(Arrays.stream(cells)
                .flatMapToDouble(series -> Arrays.stream(series, from, from + SIZE))
                .map(value -> value * value)
                .average()
                .orElseThrow());
    }

    @Test
    void generate_publishedNarma_isOneFixedSeriesAndNoise() {
        double[][] cells =
                withoutBox(new ProcessData(BoxType.MIDDLE, TimeProcess.NARMA, Variant.PUBLISHED).generate(100, 9));

        // From an independent implementation of java.util.Random's documented algorithm, in Python.
        assertThat(meanOfStep(cells, 0)).isEqualTo(0.35083, within(0.02)); // five standard errors
        assertThat(meanOfStep(cells, 1)).isEqualTo(0.31708, within(0.02));
        assertThat(meanOfStep(cells, 25)).isEqualTo(0.22204, within(0.02));
        assertThat(meanOfStep(cells, 49)).isEqualTo(0.27844, within(0.02));
    }

    private static double meanOfStep(double[][] cells, int step) {
        return Arrays.stream(cells)
                .flatMapToDouble(series -> Arrays.stream(series, step * SIZE, (step + 1) * SIZE))
                .average()
                .orElseThrow();
    }

    @Test
    void signal_publishedHarmonicAndNarma_areTheSameForAllFeaturesUnlikeTheCorrected() {
        for (TimeProcess process : List.of(TimeProcess.HARMONIC, TimeProcess.NARMA)) {
            for (Variant variant : Variant.values()) {
                Random random = new Random(4);
                Signal signal = process.signal(variant, ProcessData.times(random));
                double[] first = draw(signal, random);
                double[] second = draw(signal, random);
                assertThat(Arrays.equals(first, second))
                        .as("%s %s", process, variant)
                        .isEqualTo(variant == Variant.PUBLISHED);
            }
        }
    }

    @Test
    void signal_correctedNarma_neverRunsAway() {
        Random random = new Random(1);
        Signal signal = TimeProcess.NARMA.signal(Variant.CORRECTED, ProcessData.times(random));
        double largest = IntStream.range(0, 200_000)
                .mapToDouble(i -> Arrays.stream(draw(signal, random)).max().orElseThrow())
                .max()
                .orElseThrow();

        assertThat(largest).isBetween(1.0, 2.0);
    }

    private static double[] draw(Signal signal, Random random) {
        double[] values = new double[SIZE];
        signal.draw(random, values);
        return values;
    }

    @ParameterizedTest
    @MethodSource("everyProcess")
    void generate_sameSeed_isTheSameHoweverMany(ProcessData data) {
        SeriesSet few = data.generate(2, 8);
        SeriesSet more = data.generate(5, 8);
        SeriesSet other = data.generate(2, 9);

        for (int i = 0; i < 2; i++) {
            assertThat(cells(more, i)).isEqualTo(cells(few, i));
            assertThat(more.label(i)).isEqualTo(few.label(i));
            assertThat(cells(other, i)).isNotEqualTo(cells(few, i));
        }
        assertThat(cells(few, 0)).isNotEqualTo(cells(few, 1));
    }

    @ParameterizedTest
    @MethodSource("everyProcess")
    void generate_oneSeed_hasTheSameBoxesForAllProcesses(ProcessData data) {
        SeriesSet gaussian = new ProcessData(data.type(), TimeProcess.GAUSSIAN, Variant.PUBLISHED).generate(3, 2);
        SeriesSet set = data.generate(3, 2);

        for (int i = 0; i < 3; i++) {
            assertThat(set.label(i)).isEqualTo(gaussian.label(i));
            for (int cell = 0; cell < CELLS; cell++) {
                assertThat(set.reference(i, cell / SIZE, cell % SIZE))
                        .isEqualTo(gaussian.reference(i, cell / SIZE, cell % SIZE));
            }
        }
    }

    static Stream<ProcessData> everyProcess() {
        return Arrays.stream(TimeProcess.values())
                .flatMap(process -> Arrays.stream(Variant.values())
                        .filter(variant -> variant == Variant.PUBLISHED || process.hasCorrected())
                        .map(variant -> new ProcessData(BoxType.MOVING_RARE_TIME, process, variant)));
    }

    @Test
    void generate_trainingAndTest_shareNoSeries() {
        TrainTestSplit sets =
                ProcessData.named("ts-middle-car", Variant.PUBLISHED).generate(10, 10, 8);

        List<Float> firstCells = IntStream.range(0, 20)
                .mapToObj(i -> cells(i < 10 ? sets.training() : sets.test(), i % 10)[0])
                .toList();
        assertThat(firstCells).doesNotHaveDuplicates();
    }

    private static float[] cells(SeriesSet set, int series) {
        float[] cells = new float[CELLS];
        set.copySeries(series, cells, 0);
        return cells;
    }

    @Test
    void named_everyName_isTheDataSet() {
        Set<String> names = new HashSet<>();
        for (BoxType type : BoxType.values()) {
            for (TimeProcess process : TimeProcess.values()) {
                ProcessData data = new ProcessData(type, process, Variant.PUBLISHED);
                assertThat(ProcessData.named(data.name(), Variant.PUBLISHED)).isEqualTo(data);
                names.add(data.name());
            }
        }
        assertThat(names)
                .hasSize(70)
                .contains("ts-middle-gaussian", "ts-moving-small-middle-gaussian-process", "ts-rare-feature-narma");
    }

    @Test
    void named_unknownOrWithoutCorrectedForm_saysWhatWouldBeRight() {
        assertThatThrownBy(() -> ProcessData.named("ts-middle-noise", Variant.PUBLISHED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "there is no data set 'ts-middle-noise'; names are ts-TYPE-PROCESS with TYPE one of middle, small-")
                .hasMessageEndingWith("pseudo-periodic, autoregressive, car, narma; did you mean ts-middle-narma?");
        assertThatThrownBy(() -> ProcessData.named("ts-middle-gaussian", Variant.CORRECTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the process gaussian has no corrected form; only harmonic, car, narma have");
    }
}
