package io.unfade.experiments.field.data;

import io.unfade.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WebTrafficTest {
    private static final int STEPS = 1008;

    /** {@return the changed steps} */
    private static int[] marked(Drawn drawn) {
        return IntStream.range(0, STEPS).filter(t -> drawn.decisive()[t]).toArray();
    }

    /** Applies a change to a week of values. */
    private static double[] changed(WebSignature signature, long seed, double[] week, Drawn marks) {
        double[] copy = week.clone();
        signature.apply(new Random(Seeds.derive(1, seed)), copy, marks);
        return copy;
    }

    private static double[] ramp() {
        return IntStream.range(0, STEPS).mapToDouble(t -> 5 + t / 100.0).toArray();
    }

    @Test
    void draw_neverNegative_andClippedWhereASignaturePullsBelow() {
        int zeros = 0;
        for (int i = 0; i < 200; i++) {
            Drawn drawn = new WebTraffic().draw(new Random(Seeds.derive(1, i)), i % 10);
            assertThat(Arrays.stream(drawn.cells()).min().orElseThrow()).isGreaterThanOrEqualTo(0);
            zeros += (int)
                    Arrays.stream(drawn.cells()).filter(value -> value == 0).count();
        }
        assertThat(zeros).isPositive();
    }

    /** The noise-free rate is computed again from drawn parameters: here from a stream whose uniform draws are all one half. */
    @Test
    void draw_middleParametersWithoutNoise_isTheProductOfBothWaves() {
        Random middle = new Random() {
            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
                return 0.5;
            }

            @Override
            public synchronized double nextGaussian() {
                return 0;
            }
        };
        Drawn drawn = new WebTraffic().draw(middle, 0);
        for (int t = 0; t < STEPS; t++) {
            double day = 2 * Math.PI * (7.0 * t / 1007 - 0.55);
            double week = 2 * Math.PI * (t / 1007.0 - 0.6);
            double expected =
                    (1.5 * Math.sin(day - Math.sin(day) / 2) + 3.75) * (0.5 * Math.sin(week - Math.sin(week) / 2) + 1);
            assertThat(drawn.get(t, 0)).isCloseTo(Math.max(0, expected), within(1e-9));
        }
        assertThat(marked(drawn)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPIKES")
    void apply_changesOnlyOnePartOfThePublishedLength(WebSignature signature) {
        TreeSet<Integer> lengths = new TreeSet<>();
        TreeSet<Integer> ends = new TreeSet<>();
        for (int i = 0; i < 4000; i++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] week = ramp();
            double[] changed = changed(signature, i, week, marks);
            int[] marked = marked(marks);
            lengths.add(marked.length);
            ends.add(marked[marked.length - 1]);
            assertThat(marked[marked.length - 1] - marked[0]).isEqualTo(marked.length - 1);
            for (int t = 0; t < STEPS; t++) {
                if (!marks.decisive()[t]) {
                    assertThat(changed[t]).isEqualTo(week[t]);
                }
            }
        }
        assertThat(lengths.first()).isEqualTo(36);
        assertThat(lengths.last()).isEqualTo(288);
        assertThat(ends.last()).isEqualTo(STEPS - 1);
    }

    @Test
    void spikes_areAboutOneInAHundredAndThreeHigh() {
        double sum = 0;
        double up = 0;
        int n = 0;
        for (int i = 0; i < 400; i++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] changed = changed(WebSignature.SPIKES, i, new double[STEPS], marks);
            for (int t = 0; t < STEPS; t++) {
                if (marks.decisive()[t]) {
                    n++;
                    sum += Math.abs(changed[t]);
                    up += changed[t] > 0 ? 1 : 0;
                    assertThat(Math.abs(changed[t])).isCloseTo(3, within(0.2 * 6));
                } else {
                    assertThat(changed[t]).isZero();
                }
            }
        }
        assertThat(n / 400.0 / STEPS).isCloseTo(0.01, within(4 * Math.sqrt(0.01 / (400.0 * STEPS))));
        assertThat(sum / n).isCloseTo(3, within(4 * 0.2 / Math.sqrt(n)));
        assertThat(up / n).isCloseTo(0.5, within(2 / Math.sqrt(n)));
    }

    @Test
    void flip_twice_isTheSeriesItself() {
        double[] once = changed(WebSignature.FLIP, 5, ramp(), Drawn.zeros(STEPS, 1));
        assertThat(once).isNotEqualTo(ramp());
        assertThat(changed(WebSignature.FLIP, 5, once, Drawn.zeros(STEPS, 1))).isEqualTo(ramp());
    }

    /** Of a ramp, the warped value is the place it was taken from. */
    @Test
    void skew_ofARamp_keepsTheEndsAndMovesTheMiddle() {
        for (int seed = 0; seed < 100; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] ramp = IntStream.range(0, STEPS).asDoubleStream().toArray();
            double[] changed = changed(WebSignature.SKEW, seed, ramp, marks);
            int[] marked = marked(marks);
            int from = marked[0];
            int length = marked.length;
            assertThat(changed[from + length - 1]).isCloseTo(from + length - 1, within(1e-9));
            int middle = length / 2;
            int moved = IntStream.range(1, length)
                    .filter(i -> Math.abs(changed[from + i] - from - middle) < 1e-9)
                    .min()
                    .orElseThrow();
            double share = (double) moved / length;
            assertThat(Math.abs(share - 0.5)).isBetween(0.25 - 2.0 / length, 0.45 + 2.0 / length);
            for (int t = from + 1; t < from + length; t++) {
                assertThat(changed[t]).isGreaterThanOrEqualTo(changed[t - 1] - 1e-9);
            }
        }
    }

    @Test
    void noise_hasADeviationOfOneHalfToOne() {
        for (int seed = 0; seed < 30; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] changed = changed(WebSignature.NOISE, seed, new double[STEPS], marks);
            double squares = Arrays.stream(changed).map(value -> value * value).sum() / marked(marks).length;
            assertThat(Math.sqrt(squares)).isBetween(0.5 * 0.6, 1.4);
        }
    }

    @Test
    void cutoff_isNearZero() {
        for (int seed = 0; seed < 30; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] changed = changed(WebSignature.CUTOFF, seed, ramp(), marks);
            int[] marked = marked(marks);
            double mean =
                    Arrays.stream(marked).mapToDouble(t -> changed[t]).average().orElseThrow();
            assertThat(mean).isBetween(-0.06, 0.26);
        }
    }

    @Test
    void average_ofAnImpulse_isOneOverItsWidth() {
        TreeSet<Integer> widths = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            changed(WebSignature.AVERAGE, seed, new double[STEPS], marks);
            int[] marked = marked(marks);
            int middle = marked[marked.length / 2];
            double[] impulse = new double[STEPS];
            impulse[middle] = 1;
            double[] changed = changed(WebSignature.AVERAGE, seed, impulse, Drawn.zeros(STEPS, 1));
            int[] touched =
                    IntStream.range(0, STEPS).filter(t -> changed[t] != 0).toArray();
            int width = touched.length;
            widths.add(width);
            assertThat(changed[middle]).isCloseTo(1.0 / width, within(1e-12));
            // an even width reaches one step further back: so an impulse is seen one step further ahead
            assertThat(touched[width - 1] - middle).isEqualTo(width / 2);
        }
        assertThat(widths).containsExactly(5, 6, 7, 8, 9);
    }

    @Test
    void wander_isALineFromZero() {
        for (int seed = 0; seed < 50; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] changed = changed(WebSignature.WANDER, seed, new double[STEPS], marks);
            int[] marked = marked(marks);
            double end = changed[marked[marked.length - 1]];
            assertThat(Math.abs(end)).isBetween(2.0, 3.0);
            for (int i = 0; i < marked.length; i++) {
                assertThat(changed[marked[i]]).isCloseTo(end * i / (marked.length - 1), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"PEAK", "TROUGH"})
    void bells_scaleTheMiddleByTheDensity(WebSignature signature) {
        double[] ones = new double[STEPS];
        Arrays.fill(ones, 1);
        double sign = signature == WebSignature.PEAK ? 1 : -1;
        for (int seed = 0; seed < 50; seed++) {
            Drawn marks = Drawn.zeros(STEPS, 1);
            double[] changed = changed(signature, seed, ones, marks);
            double most = Arrays.stream(changed)
                    .map(value -> sign * (value - 1))
                    .max()
                    .orElseThrow();
            double top = 1 / Math.sqrt(2 * Math.PI);
            assertThat(most).isBetween(1.5 * top * 0.98, 2.5 * top);
        }
    }
}
