package io.unfade.data.synth;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The data sets of boxes that are not the paper's. */
class ProbingBoxDataTest {
    private static final int SIDE = 100;

    private static boolean inside(int cell, int fromStep, int toStep, int fromFeature, int toFeature) {
        int step = cell / SIDE;
        int feature = cell % SIDE;
        return step >= fromStep && step < toStep && feature >= fromFeature && feature < toFeature;
    }

    /** The mean of the cells of one series in a rectangle. */
    private static double mean(SeriesSet set, int series, int fromStep, int toStep, int fromFeature, int toFeature) {
        return IntStream.range(0, SIDE * SIDE)
                .filter(cell -> inside(cell, fromStep, toStep, fromFeature, toFeature))
                .mapToDouble(cell -> set.value(series, cell / SIDE, cell % SIDE))
                .average()
                .orElseThrow();
    }

    private static double sign(SeriesSet set, int series) {
        return set.label(series) == 0 ? 1 : -1;
    }

    @Test
    void distractorEarlierBox_secondBox_hasItsOwnSignAndMask() {
        SeriesSet set = BoxData.named("distractor-earlier-box").generate(400, 5);
        int alike = 0;
        for (int i = 0; i < set.count(); i++) {
            double own = mean(set, i, 55, 95, 30, 70);
            assertThat(Math.abs(own)).isEqualTo(1, within(0.15)); // six standard errors of 1 / 40
            assertThat(mean(set, i, 0, 30, 10, 90)).isEqualTo(sign(set, i), within(0.15));
            alike += own * sign(set, i) > 0 ? 1 : 0;
        }
        assertThat(alike).isBetween(150, 250); // five standard deviations
        boolean[] distractor = set.distractorMask(3);
        boolean[] reference = set.referenceMask(3);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            assertThat(distractor[cell]).isEqualTo(inside(cell, 55, 95, 30, 70));
            assertThat(reference[cell]).isEqualTo(inside(cell, 0, 30, 10, 90));
        }
    }

    @Test
    void distractorMiddleBox_secondBox_liesBehindTheFirst() {
        SeriesSet set = BoxData.named("distractor-middle-box").generate(2, 5);
        boolean[] distractor = set.distractorMask(1);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            assertThat(distractor[cell]).isEqualTo(inside(cell, 80, 100, 10, 90));
        }
        assertThat(BoxData.named("middle-box").generate(2, 5).hasDistractor()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 30})
    void rovingBox_place_isDrawnEvenlyForEachSeries(int size) {
        int count = 600;
        SeriesSet set = BoxData.named("roving-box-" + size).generate(count, 9);
        double[] starts = new double[2];
        double places = SIDE - size + 1.0;
        for (int i = 0; i < count; i++) {
            boolean[] reference = set.referenceMask(i);
            int first = IntStream.range(0, reference.length)
                    .filter(cell -> reference[cell])
                    .findFirst()
                    .orElseThrow();
            int step = first / SIDE;
            int feature = first % SIDE;
            starts[0] += step / (double) count;
            starts[1] += feature / (double) count;
            for (int cell = 0; cell < reference.length; cell++) {
                if (reference[cell] != inside(cell, step, step + size, feature, feature + size)) {
                    throw new AssertionError("not a square box: series " + i + ", cell " + cell);
                }
            }
            assertThat(mean(set, i, step, step + size, feature, feature + size))
                    .isEqualTo(sign(set, i), within(6.0 / size));
        }
        double error = Math.sqrt((places * places - 1) / 12 / count); // of the mean of a uniform whole number
        assertThat(starts).containsExactly(new double[] {(places - 1) / 2, (places - 1) / 2}, within(5 * error));
    }

    @Test
    void productBoxes_class_isTheProductAndNoneOfTheSigns() {
        int count = 800;
        SeriesSet set = BoxData.named("product-boxes").generate(count, 2);
        int[] combinations = new int[4];
        for (int i = 0; i < count; i++) {
            double a = mean(set, i, 5, 35, 10, 40);
            double b = mean(set, i, 60, 90, 55, 85);
            assertThat(Math.abs(a)).isEqualTo(1, within(0.2)); // six standard errors of 1 / 30
            assertThat(Math.abs(b)).isEqualTo(1, within(0.2));
            assertThat(Math.signum(a * b)).isEqualTo(sign(set, i));
            combinations[(a > 0 ? 2 : 0) + (b > 0 ? 1 : 0)]++;
        }
        for (int each : combinations) {
            assertThat(each).isBetween(200 - 62, 200 + 62); // five standard deviations
        }
        boolean[] reference = set.referenceMask(0);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            assertThat(reference[cell]).isEqualTo(inside(cell, 5, 35, 10, 40) || inside(cell, 60, 90, 55, 85));
        }
    }

    @Test
    void smallBox_isTenByTen() {
        boolean[] reference = BoxData.named("small-box").generate(1, 2).referenceMask(0);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            assertThat(reference[cell]).isEqualTo(inside(cell, 45, 55, 45, 55));
        }
    }

    @Test
    void correlatedBox_noise_hasUnitVarianceAndTheCorrelations() {
        int count = 60;
        SeriesSet set = BoxData.named("correlated-box").generate(count, 4);
        double[] sums = new double[5];
        int[][] lags = {{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}};
        int pairs = 0;
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < SIDE - 2; t++) {
                for (int c = 0; c < SIDE - 1; c++) {
                    for (int lag = 0; lag < lags.length; lag++) {
                        sums[lag] += noise(set, i, t, c) * noise(set, i, t + lags[lag][0], c + lags[lag][1]);
                    }
                    pairs++;
                }
            }
        }
        double[] expected = {1, 0.7, 0.5, 0.49, 0.35};
        for (int lag = 0; lag < expected.length; lag++) {
            assertThat(sums[lag] / pairs).isEqualTo(expected[lag], within(0.03));
        }
        assertThat(IntStream.range(0, count)
                        .mapToDouble(i -> noise(set, i, 0, 0) * noise(set, i, 0, 0))
                        .average()
                        .orElseThrow())
                .isEqualTo(1, within(0.95)); // the corner too: five standard errors
    }

    private static double noise(SeriesSet set, int series, int step, int feature) {
        return set.value(series, step, feature) - (set.reference(series, step, feature) ? sign(set, series) : 0);
    }

    @Test
    void correlate_whiteNoise_isTheSumOfAllThatCameBefore() {
        // n_tc = sum over t' <= t, c' <= c of a_{t - t'} b_{c - c'} w_t'c', the geometric weights of both axes
        double[] white = new Random(3).doubles(4 * 3).toArray();
        double[] noise = white.clone();
        new NoiseCorrelation(0.6, 0.3).correlate(noise, 3);
        for (int t = 0; t < 4; t++) {
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    for (int d = 0; d <= c; d++) {
                        sum += weight(0.6, t, s) * weight(0.3, c, d) * white[s * 3 + d];
                    }
                }
                assertThat(noise[t * 3 + c]).isEqualTo(sum, within(1e-14));
            }
        }
    }

    private static double weight(double correlation, int at, int from) {
        return Math.pow(correlation, at - from) * (from == 0 ? 1 : Math.sqrt(1 - correlation * correlation));
    }

    @Test
    void withShift_changesTheBoxesOnly() {
        BoxData usual = BoxData.named("earlier-box");
        SeriesSet set = usual.generate(2, 7);
        SeriesSet weak = usual.withShift(0.25).generate(2, 7);
        for (int cell = 0; cell < SIDE * SIDE; cell++) {
            int step = cell / SIDE;
            int feature = cell % SIDE;
            double less = set.reference(1, step, feature) ? 0.75 * sign(set, 1) : 0;
            assertThat(weak.value(1, step, feature)).isEqualTo(set.value(1, step, feature) - less, within(1e-6));
        }
    }

    @Test
    void boxes_thatContradict_areRefused() {
        Box own = new Box(0, 5, 0, 5, BoxSign.INDEPENDENT);
        assertThatThrownBy(() -> new BoxData("no", 10, 10, List.of(List.of(own))))
                .hasMessage("data set 'no': the class must be either the sign of boxes or the product of signs");
        assertThatThrownBy(() -> new BoxData(
                        "no", 10, 10, List.of(List.of(new Box(5, 9, 5, 9), new Box(0, 2, 0, 2, BoxSign.FACTOR)))))
                .hasMessageContaining("either the sign of boxes or the product");
        assertThatThrownBy(() -> new BoxData("no", 10, 10, List.of(List.of(new Box(4, 9, 4, 9), own))))
                .hasMessage("data set 'no': a box with a sign of its own overlaps another");
        assertThatThrownBy(() -> BoxData.named("earlier-box").withShift(0))
                .hasMessage("the shift of boxes must be above 0 and at most 1000.0, but was 0.0");
        assertThatThrownBy(() -> BoxData.named("earlier-box").withShift(Double.NaN))
                .hasMessageContaining("was NaN");
        assertThatThrownBy(() -> new NoiseCorrelation(1, 0)).hasMessageContaining("0..1 without 1, but were 1.0");
    }
}
