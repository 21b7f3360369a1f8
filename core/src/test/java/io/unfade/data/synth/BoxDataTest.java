package io.unfade.data.synth;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BoxDataTest {
    @ParameterizedTest
    @CsvSource({
        "earlier-box, 0-30x10-90",
        "middle-box, 20-80x20-80",
        "latter-box, 70-100x10-90",
        "three-earlier-boxes, 0-40x0-30 0-40x35-65 0-40x70-100",
        "three-middle-boxes, 25-65x0-30 25-65x35-65 25-65x70-100",
        "mixed-boxes, 5-65x5-65 | 5-65x35-95 | 5-65x20-80 | 35-95x5-65 | 35-95x35-95 | 35-95x20-80 | 20-80x20-80",
    })
    void named_everyDataSet_hasThePapersBoxes(String name, String boxes) {
        List<String> layouts = BoxData.named(name).layouts().stream()
                .map(layout -> String.join(
                        " ", layout.stream().map(BoxDataTest::describe).toList()))
                .toList();

        assertThat(String.join(" | ", layouts)).isEqualTo(boxes);
    }

    private static String describe(Box box) {
        return String.format("%d-%dx%d-%d", box.startStep(), box.endStep(), box.startFeature(), box.endFeature());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40})
    void movingBox_start_movesInTimeOnly(int start) {
        assertThat(BoxData.movingBox(start).layouts()).isEqualTo(List.of(List.of(new Box(start, start + 60, 20, 80))));
    }

    @Test
    void names_listsEveryDataSet() {
        assertThat(BoxData.names())
                .containsExactly(
                        "earlier-box",
                        "middle-box",
                        "latter-box",
                        "mixed-boxes",
                        "three-earlier-boxes",
                        "three-middle-boxes",
                        "small-box",
                        "roving-box-60",
                        "roving-box-30",
                        "distractor-earlier-box",
                        "distractor-middle-box",
                        "product-boxes",
                        "correlated-box",
                        "moving-box");
    }

    @ParameterizedTest
    @ValueSource(strings = {"earlier-box", "middle-box", "latter-box", "mixed-boxes", "three-earlier-boxes"})
    void generate_anyDataSet_hasMeanOfTheClassInsideAndZeroOutside(String name) {
        SeriesSet set = BoxData.named(name).generate(40, 6);

        for (int i = 0; i < set.count(); i++) {
            double sign = set.label(i) == 0 ? 1 : -1;
            double[] inside = moments(set, i, true);
            double[] outside = moments(set, i, false);
            // Standard error of the mean at most 1/sqrt(2400) = 0.02, of the variance sqrt(2/2400) = 0.03; five of
            // each.
            assertThat(inside[0]).isEqualTo(sign, within(0.1));
            assertThat(outside[0]).isEqualTo(0, within(0.1));
            assertThat(inside[1]).isEqualTo(1, within(0.15));
            assertThat(outside[1]).isEqualTo(1, within(0.15));
        }
    }

    /** Mean and variance over the cells inside (outside) the reference. */
    private static double[] moments(SeriesSet set, int series, boolean inside) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int cell = 0; cell < 10_000; cell++) {
            if (set.reference(series, cell / 100, cell % 100) == inside) {
                double value = set.value(series, cell / 100, cell % 100);
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / count;
        return new double[] {mean, squares / count - mean * mean};
    }

    @Test
    void generate_reference_marksTheBoxExactly() {
        SeriesSet set = BoxData.movingBox(7).generate(2, 1);

        for (int t = 0; t < 100; t++) {
            for (int c = 0; c < 100; c++) {
                assertThat(set.reference(1, t, c)).isEqualTo(t >= 7 && t < 67 && c >= 20 && c < 80);
            }
        }
        assertThat(set.precision()).isEqualTo(Precision.SINGLE);
        assertThat(set.classNames()).containsExactly("positive", "negative");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 400})
    void ofSize_allStepsInformative_marksThemAll(int steps) {
        SeriesSet set = BoxData.ofSize(steps, 6, new Box(0, steps, 2, 5)).generate(3, 1);

        assertThat(set.steps()).isEqualTo(steps);
        assertThat(set.features()).isEqualTo(6);
        for (int t = 0; t < steps; t++) {
            for (int c = 0; c < 6; c++) {
                assertThat(set.reference(2, t, c)).isEqualTo(c >= 2 && c < 5);
            }
        }
    }

    @Test
    void generate_manySeries_drawsClassesAndLayoutsEvenly() {
        SeriesSet set = BoxData.named("mixed-boxes").generate(700, 3);

        long positive = IntStream.range(0, 700).filter(i -> set.label(i) == 0).count();
        // Only the layouts that start at (5, 5) contain the cell (5, 5); one in seven.
        long upperLeft =
                IntStream.range(0, 700).filter(i -> set.reference(i, 5, 5)).count();
        assertThat(positive).isBetween(350L - 66, 350L + 66); // five standard deviations
        assertThat(upperLeft).isBetween(100L - 46, 100L + 46);
    }

    @ParameterizedTest
    @CsvSource({
        "earlier-box, 0, 1, -0.3514662, -2.8317739, 0.5617896, -0.9608956, -2221.3527",
        "earlier-box, 5, 1, 1.3698913, -0.0716514, -1.831321, 0.0836936, -2377.2095",
        "mixed-boxes, 0, 1, -0.3514662, -1.8317739, -0.4382104, -0.9608956, -3421.3527",
        "three-middle-boxes, 5, 1, 1.3698913, -0.0716514, -2.831321, 0.0836936, -3577.2095",
    })
    void generate_seed42_isTheSameEverywhere(
            String name, int series, int label, double first, double second, double third, double last, double sum) {
        // An independent implementation of java.util.Random's documented algorithm, in Python.
        SeriesSet set = BoxData.named(name).generate(6, 42);

        assertThat(set.label(series)).isEqualTo(label);
        assertThat(set.value(series, 0, 0)).isEqualTo(first, within(1e-6));
        assertThat(set.value(series, 29, 50)).isEqualTo(second, within(1e-6));
        assertThat(set.value(series, 60, 20)).isEqualTo(third, within(1e-6));
        assertThat(set.value(series, 99, 99)).isEqualTo(last, within(1e-6));
        double[] cells = new double[10_000];
        set.copySeries(series, cells, 0);
        assertThat(Arrays.stream(cells).sum()).isEqualTo(sum, within(1e-3));
    }

    @Test
    void generate_moreSeries_keepsThoseBefore() {
        BoxData data = BoxData.named("mixed-boxes");

        SeriesSet few = data.generate(3, 8);
        SeriesSet more = data.generate(5, 8).select(0, 1, 2);

        for (int i = 0; i < 3; i++) {
            assertThat(cells(more, i)).isEqualTo(cells(few, i));
            assertThat(more.label(i)).isEqualTo(few.label(i));
        }
    }

    @Test
    void generate_trainingAndTest_shareNoSeries() {
        TrainTestSplit sets = BoxData.named("earlier-box").generate(20, 20, 8);

        List<Float> firstCells = IntStream.range(0, 40)
                .mapToObj(i -> cells(i < 20 ? sets.training() : sets.test(), i % 20)[0])
                .toList();
        assertThat(firstCells).doesNotHaveDuplicates();
    }

    private static float[] cells(SeriesSet set, int series) {
        float[] cells = new float[10_000];
        set.copySeries(series, cells, 0);
        return cells;
    }

    @Test
    void named_unknownOrIncomplete_saysWhatWouldBeRight() {
        assertThatThrownBy(() -> BoxData.named("top-box"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no data set 'top-box'; there are earlier-box, middle-box, ")
                .hasMessageEndingWith("moving-box and, of a benchmark, ts-TYPE-PROCESS");
        assertThatThrownBy(() -> BoxData.named("moving-box")).hasMessageContaining("needs the start of its box, 0..40");
        assertThatThrownBy(() -> BoxData.movingBox(41)).hasMessageContaining("in 0..40, but was told to start at 41");
        assertThatThrownBy(() -> BoxData.ofSize(100, 3, new Box(0, 101, 0, 1)))
                .hasMessage("steps of a box must be within 0..100, but were 0..101");
        assertThatThrownBy(() -> BoxData.ofSize(7, 3, new Box(0, 7, 1, 4)))
                .hasMessage("features of a box must be within 0..3, but were 1..4");
        assertThatThrownBy(() -> new Box(0, 1, 5, 5)).hasMessageContaining("features of a box must rise");
        assertThatThrownBy(() -> new Box(-1, 1, 5, 6)).hasMessageContaining("steps of a box must rise");
        assertThatThrownBy(() -> new BoxData("empty", 10, 10, List.of())).hasMessageContaining("at least one layout");
    }
}
