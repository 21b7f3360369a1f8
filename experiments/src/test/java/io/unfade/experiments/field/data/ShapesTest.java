package io.unfade.experiments.field.data;

import io.unfade.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Spikes at intervals, combined parts and parts of low variance: places, lengths and values against their formulas. */
class ShapesTest {
    private static final int COUNT = 3000;

    /** Decisive cells that follow each other in one feature. */
    private record Part(int feature, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private static List<Part> parts(Drawn drawn) {
        List<Part> parts = new ArrayList<>();
        for (int c = 0; c < drawn.features(); c++) {
            int from = -1;
            for (int t = 0; t <= drawn.steps(); t++) {
                boolean marked = t < drawn.steps() && drawn.decisive()[t * drawn.features() + c];
                if (marked && from < 0) {
                    from = t;
                } else if (!marked && from >= 0) {
                    parts.add(new Part(c, from, t));
                    from = -1;
                }
            }
        }
        return parts;
    }

    @ParameterizedTest
    @CsvSource({"0, -1, 10", "1, 1, 10", "2, -1, 17", "3, 1, 17"})
    void frequencyShapes_haveSpikesOfTheirClassAtTheirDistance(int label, int sign, int distance) {
        FrequencyShapes shapes = new FrequencyShapes();
        TreeSet<Integer> firsts = new TreeSet<>();
        double[] sums = new double[3];
        double outside = 0;
        double squares = 0;
        int spikes = 0;
        int others = 0;
        for (int i = 0; i < COUNT; i++) {
            Drawn drawn = shapes.draw(new Random(Seeds.derive(1, i)), label);
            List<Part> parts = parts(drawn);
            firsts.add(parts.get(0).from());
            for (int k = 0; k < parts.size(); k++) {
                assertThat(parts.get(k).length()).isEqualTo(3);
                assertThat(parts.get(k).from() - parts.get(0).from()).isEqualTo(k * distance);
                for (int x = 0; x < 3; x++) {
                    sums[x] += drawn.get(parts.get(k).from() + x, 0);
                }
                spikes++;
            }
            // another spike after the last would not be whole
            assertThat(parts.get(parts.size() - 1).to() + distance).isGreaterThan(50);
            for (int t = 0; t < 50; t++) {
                if (!drawn.decisive()[t]) {
                    outside += drawn.get(t, 0);
                    squares += drawn.get(t, 0) * drawn.get(t, 0);
                    others++;
                }
            }
        }
        assertThat(sums[0] / spikes).isCloseTo(sign * 1.75, within(0.02));
        assertThat(sums[1] / spikes).isCloseTo(sign * 2, within(0.02));
        assertThat(sums[2] / spikes).isCloseTo(sign * 1.75, within(0.02));
        assertThat(outside / others).isCloseTo(0, within(0.005));
        assertThat(squares / others).isCloseTo(0.0625, within(0.002));
        // the middle at step 0 is left out, so that the next is the first
        assertThat(firsts.first()).isZero();
        assertThat(firsts.last()).isEqualTo(50 - distance - 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 19", "4, 15, 29"})
    void sequenceCombination_hasTwoPartsInTheirPlaces(int features, int shortest, int longest) {
        SequenceCombination data = new SequenceCombination(features, shortest, longest, 5);
        TreeSet<Integer> lengths = new TreeSet<>();
        TreeSet<Integer> starts = new TreeSet<>();
        TreeSet<Integer> ends = new TreeSet<>();
        for (int i = 0; i < COUNT; i++) {
            Drawn drawn = data.draw(new Random(Seeds.derive(1, i)), 1 + i % 3);
            int[] marked = IntStream.range(0, 200)
                    .filter(t -> IntStream.range(0, features).anyMatch(c -> drawn.decisive()[t * features + c]))
                    .toArray();
            starts.add(marked[0]);
            ends.add(marked[marked.length - 1]);
            assertThat(marked.length).isBetween(2 * shortest, 2 * longest);
            if (features > 1) {
                List<Part> parts = parts(drawn);
                assertThat(parts).hasSize(2);
                assertThat(parts.get(0).feature()).isNotEqualTo(parts.get(1).feature());
                parts.forEach(part -> lengths.add(part.length()));
            }
        }
        assertThat(starts.first()).isZero();
        assertThat(starts.last()).isEqualTo(99);
        assertThat(ends.last()).isEqualTo(198);
        if (features > 1) {
            assertThat(lengths.first()).isEqualTo(shortest);
            assertThat(lengths.last()).isEqualTo(longest);
        }
    }

    @Test
    void sequenceCombination_partsRiseAndFallAsTheirClass() {
        // without waves, a = 0, so that a part is a line through 0
        SequenceCombination data = new SequenceCombination(4, 15, 29, 0);
        int[][] directions = {{-1, -1}, {1, 1}, {1, -1}};
        for (int label = 1; label <= 3; label++) {
            for (int i = 0; i < 50; i++) {
                Drawn drawn = data.draw(new Random(Seeds.derive(1, i)), label);
                List<Part> parts = new ArrayList<>(parts(drawn));
                parts.sort(Comparator.comparingInt(Part::from));
                double[] others = IntStream.range(0, 800)
                        .filter(cell -> !drawn.decisive()[cell])
                        .mapToDouble(cell -> drawn.cells()[cell])
                        .sorted()
                        .toArray();
                for (int k = 0; k < 2; k++) {
                    Part part = parts.get(k);
                    double slope = drawn.get(part.from() + 1, part.feature()) - drawn.get(part.from(), part.feature());
                    double whole = slope * directions[label - 1][k] * part.length();
                    // of the values before parts were replaced: at least those that are left
                    assertThat(whole).isGreaterThanOrEqualTo(5 * Math.abs(others[799 - decisive(drawn)]) - 1e-9);
                    assertThat(whole).isLessThan(5 * (0.9 + 0.3));
                    assertThat(drawn.get(part.from() + part.length() / 2, part.feature()))
                            .isCloseTo(0, within(1e-12));
                    assertThat(drawn.get(part.to() - 1, part.feature()))
                            .isCloseTo(slope * ((part.length() + 1) / 2 - 1), within(1e-9));
                }
            }
        }
    }

    private static int decisive(Drawn drawn) {
        return (int) IntStream.range(0, drawn.cells().length)
                .filter(cell -> drawn.decisive()[cell])
                .count();
    }

    @Test
    void sequenceCombination_wavesLieAroundTheLine() {
        double squares = 0;
        int n = 0;
        for (int i = 0; i < 4000; i++) {
            Drawn line = new SequenceCombination(1, 10, 19, 0).draw(new Random(Seeds.derive(1, i)), 2);
            Drawn wave = new SequenceCombination(1, 10, 19, 10).draw(new Random(Seeds.derive(1, i)), 2);
            int from = parts(wave).get(0).from();
            for (int t = from; t < from + 10; t++) {
                double difference = wave.get(t, 0) - line.get(t, 0);
                assertThat(Math.abs(difference)).isLessThanOrEqualTo(1 + 1e-12);
                squares += difference * difference;
                n++;
            }
        }
        // E cos(2 a x) = exp(10 (cos 2x - 1)) cos(10 sin 2x) for a ~ Poisson(10), over ten x of each of ten lengths
        double expected = 0;
        for (int length = 10; length <= 19; length++) {
            for (int x = -(length / 2); x < 10 - length / 2; x++) {
                double cosine = Math.exp(10 * (Math.cos(2 * x) - 1)) * Math.cos(10 * Math.sin(2 * x));
                expected += (1 - cosine) / 2 / 100;
            }
        }
        assertThat(squares / n).isCloseTo(expected, within(0.01));
    }

    @Test
    void sequenceCombination_classZero_hasNoParts() {
        Drawn none = new SequenceCombination(1, 10, 19, 10).draw(new Random(1), 0);
        assertThat(parts(none)).isEmpty();
        assertThat(Arrays.stream(none.cells()).max().orElseThrow()).isLessThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void lowVariance_hasOnePartOfItsClass(int label) {
        LowVariance data = new LowVariance();
        TreeSet<Integer> lengths = new TreeSet<>();
        TreeSet<Integer> starts = new TreeSet<>();
        double sum = 0;
        double squares = 0;
        double outside = 0;
        int n = 0;
        int others = 0;
        for (int i = 0; i < COUNT; i++) {
            Drawn drawn = data.draw(new Random(Seeds.derive(1, i)), label);
            List<Part> parts = parts(drawn);
            assertThat(parts).hasSize(1);
            assertThat(parts.get(0).feature()).isEqualTo(label / 2);
            lengths.add(parts.get(0).length());
            starts.add(parts.get(0).from());
            for (int cell = 0; cell < 400; cell++) {
                if (drawn.decisive()[cell]) {
                    double centred = drawn.cells()[cell] - (label % 2 == 0 ? -1.5 : 1.5);
                    sum += centred;
                    squares += centred * centred;
                    n++;
                } else {
                    double centred = drawn.cells()[cell] - (1.5 / 16 + 0.1) / 0.7;
                    outside += centred * centred;
                    others++;
                }
            }
        }
        assertThat(sum / n).isCloseTo(0, within(0.003));
        assertThat(squares / n).isCloseTo(0.01, within(0.0003));
        // the variance of the noise and that of the process, as in the test of the latter
        assertThat(outside / others)
                .isCloseTo(1 + (2.25 * (1 / 144.0 - 1 / 256.0) + 0.18 * 2.25 / 16 / 48) / 0.91, within(0.01));
        assertThat(lengths.first()).isEqualTo(10);
        assertThat(lengths.last()).isEqualTo(19);
        assertThat(starts.first()).isEqualTo(20);
        assertThat(starts.last()).isEqualTo(159);
    }
}
