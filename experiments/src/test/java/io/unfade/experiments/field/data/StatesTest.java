package io.unfade.experiments.field.data;

import io.unfade.math.Seeds;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Both data sets with states: frequencies, moments and truth against their formulas. */
class StatesTest {
    private static final int COUNT = 3000;

    /** {@return the state of a step, which its decisive cell shows} */
    private static int feature(Drawn drawn, int time) {
        for (int c = 0; c < drawn.features(); c++) {
            if (drawn.decisive()[time * drawn.features() + c]) {
                return c;
            }
        }
        return -1;
    }

    private static List<Drawn> drawn(SeriesDraw draw) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> draw.draw(new Random(Seeds.derive(1, i)), 0))
                .toList();
    }

    @Test
    void hiddenStates_markOneCellOfEveryStep_ofTheSecondOrThirdFeature() {
        Drawn drawn = new HiddenStates(false).draw(new Random(1), 0);
        for (int t = 0; t < 200; t++) {
            assertThat(feature(drawn, t)).isIn(1, 2);
        }
        assertThat(decisive(drawn)).isEqualTo(200);
    }

    private static long decisive(Drawn drawn) {
        return IntStream.range(0, drawn.cells().length)
                .filter(cell -> drawn.decisive()[cell])
                .count();
    }

    @Test
    void hiddenStates_changesOnly_markTheSameSeriesWhereTheStateChanges() {
        Drawn all = new HiddenStates(false).draw(new Random(2), 0);
        Drawn changes = new HiddenStates(true).draw(new Random(2), 0);
        assertThat(changes.cells()).isEqualTo(all.cells());
        for (int t = 0; t < 200; t++) {
            boolean changed = t > 0 && feature(all, t) != feature(all, t - 1);
            assertThat(feature(changes, t)).isEqualTo(changed ? feature(all, t) : -1);
        }
        assertThat(decisive(changes)).isPositive();
    }

    @Test
    void hiddenStates_leaveEachStateAsOftenAsTheirProbabilities() {
        double[] visits = new double[6];
        double[] left = new double[6];
        double first = 0;
        for (Drawn drawn : drawn(new HiddenStates(false))) {
            first += feature(drawn, 0) == 2 ? 1.0 / COUNT : 0;
            int since = -1; // unknown before the first change
            for (int t = 1; t < 200; t++) {
                int before = feature(drawn, t - 1);
                boolean change = feature(drawn, t) != before;
                int place = before == 1 ? 5 : since >= 0 && since < 5 ? since : -1;
                if (place >= 0) {
                    visits[place]++;
                    left[place] += change ? 1 : 0;
                }
                since = change ? 0 : since < 0 ? since : since + 1;
            }
        }
        assertThat(left[5] / visits[5]).isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / visits[5])));
        for (int since = 0; since < 5; since++) {
            double expected = 0.05 + since / 500.0;
            assertThat(left[since] / visits[since])
                    .isCloseTo(expected, within(4 * Math.sqrt(expected / visits[since])));
        }
        // one step after a fair state
        assertThat(first).isCloseTo(0.5 * 0.05 + 0.5 * 0.95, within(4 * 0.5 / Math.sqrt(COUNT)));
    }

    @Test
    void hiddenStates_haveTheMeansAndCovariancesOfTheirStates() {
        double[][] means = {{0.1, 1.6, 0.5}, {-0.1, -0.4, -1.5}};
        for (int state = 0; state < 2; state++) {
            double[] sums = new double[3];
            double[][] products = new double[3][3];
            int n = 0;
            for (Drawn drawn : drawn(new HiddenStates(false))) {
                for (int t = 0; t < 200; t++) {
                    if (feature(drawn, t) == state + 1) {
                        n++;
                        for (int a = 0; a < 3; a++) {
                            double centred = drawn.get(t, a) - means[state][a];
                            sums[a] += centred;
                            for (int b = 0; b < 3; b++) {
                                products[a][b] += centred * (drawn.get(t, b) - means[state][b]);
                            }
                        }
                    }
                }
            }
            double tolerance = 4.5 / Math.sqrt(n);
            for (int a = 0; a < 3; a++) {
                assertThat(sums[a] / n).isCloseTo(0, within(tolerance));
                for (int b = 0; b < 3; b++) {
                    double expected = a == b ? 0.801 : a * b == 0 && Math.max(a, b) == state + 1 ? 0.01 : 0;
                    assertThat(products[a][b] / n).isCloseTo(expected, within(tolerance * 1.2));
                }
            }
        }
    }

    @Test
    void classesOfSteps_followTheLogisticFunctionOfTheDecisiveCell() {
        logistic(new HiddenStates(false), 2);
        logistic(new SwitchingFeatures(), 3);
    }

    private static void logistic(SeriesDraw draw, double factor) {
        double[] ones = new double[4];
        double[] expected = new double[4];
        double[] n = new double[4];
        for (Drawn drawn : drawn(draw)) {
            for (int t = 0; t < draw.steps(); t++) {
                double x = drawn.get(t, feature(drawn, t));
                int bin = x < -0.5 ? 0 : x < 0 ? 1 : x < 0.5 ? 2 : 3;
                n[bin]++;
                ones[bin] += drawn.classes()[t];
                expected[bin] += 1 / (1 + Math.exp(-factor * x));
            }
        }
        for (int bin = 0; bin < 4; bin++) {
            assertThat(ones[bin] / n[bin]).isCloseTo(expected[bin] / n[bin], within(4 * 0.5 / Math.sqrt(n[bin])));
        }
    }

    @Test
    void switchingFeatures_followTheirTransitionMatrixAndNeverBeginInTheThirdState() {
        double[][] expected = {{0.95, 0.02, 0.03}, {0.02, 0.95, 0.03}, {0.03, 0.02, 0.95}};
        double[][] counts = new double[3][3];
        double[] first = new double[3];
        for (Drawn drawn : drawn(new SwitchingFeatures())) {
            first[feature(drawn, 0)]++;
            for (int t = 1; t < 100; t++) {
                counts[feature(drawn, t - 1)][feature(drawn, t)]++;
            }
            assertThat(decisive(drawn)).isEqualTo(100);
        }
        assertThat(first[2]).isZero();
        assertThat(first[1] / COUNT).isCloseTo(1 / 3.0, within(4 * 0.48 / Math.sqrt(COUNT)));
        for (int a = 0; a < 3; a++) {
            double visits = counts[a][0] + counts[a][1] + counts[a][2];
            for (int b = 0; b < 3; b++) {
                double p = expected[a][b];
                assertThat(counts[a][b] / visits).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / visits)));
            }
        }
    }

    @Test
    void switchingFeatures_areIndependentNoiseAroundTheMeansOfTheirStates() {
        double[][] means = {{0.8, -0.5, -0.2}, {0, -1, 0}, {-0.2, -0.2, 0.8}};
        double squares = 0;
        double neighbours = 0;
        double between = 0;
        double sum = 0;
        int n = 0;
        for (Drawn drawn : drawn(new SwitchingFeatures())) {
            for (int t = 1; t < 100; t++) {
                double[] now = new double[3];
                for (int c = 0; c < 3; c++) {
                    now[c] = drawn.get(t, c) - means[feature(drawn, t)][c];
                    double before = drawn.get(t - 1, c) - means[feature(drawn, t - 1)][c];
                    squares += now[c] * now[c];
                    neighbours += now[c] * before;
                    sum += now[c];
                    n++;
                }
                between += now[0] * now[1];
            }
        }
        assertThat(sum / n).isCloseTo(0, within(4 * 0.316 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(0.1, within(4 * 0.1 * Math.sqrt(2.0 / n)));
        assertThat(neighbours / n).isCloseTo(0, within(4 * 0.1 / Math.sqrt(n)));
        assertThat(between / (n / 3.0)).isCloseTo(0, within(4 * 0.1 / Math.sqrt(n / 3.0)));
    }
}
