package io.unfade.attribution.gradient;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

class NoiseGradientTest {
    private static final int STEPS = 7;
    private static final int FEATURES = 2;
    private static final int[] LENGTHS = {7, 4};
    private static final double ROUNDING = 1e-12;

    /** f_0 = 0; f_1 = the sum of w x^3 over the cells, whose mean slope under noise is known. */
    private record Cubes(double noiseLevel) implements DifferentiableModel {
        static double weight(int cell) {
            return 1 + 0.1 * cell;
        }

        @Override
        public Signature signature() {
            return new Signature(
                    FEATURES,
                    2,
                    Signature.Names.UNKNOWN,
                    Standardizer.none(),
                    Precision.DOUBLE,
                    EnumSet.of(Output.LOGIT, Output.PROBABILITY),
                    true);
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    outputs[b][1] += weight(i) * Math.pow(inputs.values()[inputs.offset(b) + i], 3);
                }
            }
            return outputs;
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            double[] gradient = new double[inputs.values().length];
            for (int b = 0; b < inputs.count(); b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    int at = inputs.offset(b) + i;
                    gradient[at] = 3 * weight(i) * Math.pow(inputs.values()[at], 2);
                }
            }
            return new Derivative(outputs(inputs, output), gradient);
        }
    }

    /** f_0 = 0; f_1 = the sum of the cells of a series of one feature. */
    private enum SumOfCells implements DifferentiableModel {
        INSTANCE;

        @Override
        public Signature signature() {
            return new Signature(
                    1,
                    2,
                    Signature.Names.UNKNOWN,
                    Standardizer.none(),
                    Precision.DOUBLE,
                    EnumSet.of(Output.LOGIT, Output.PROBABILITY),
                    true);
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    outputs[b][1] += inputs.values()[inputs.offset(b) + i];
                }
            }
            return outputs;
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            double[] gradient = new double[inputs.values().length];
            Arrays.fill(gradient, 1);
            return new Derivative(outputs(inputs, output), gradient);
        }
    }

    private static Inputs inputs() {
        Random random = new Random(4);
        double[] values = new double[LENGTHS.length * STEPS * FEATURES];
        for (int b = 0; b < LENGTHS.length; b++) {
            for (int i = 0; i < LENGTHS[b] * FEATURES; i++) {
                values[b * STEPS * FEATURES + i] = random.nextGaussian();
            }
        }
        return new Inputs(values, LENGTHS, STEPS, FEATURES);
    }

    private static double[] maps(double noiseOfTraining, String method) {
        Problem problem =
                Problem.of(new Cubes(noiseOfTraining), inputs(), Output.LOGIT, List.of("one", "two"), 3, 1, 1);
        return Attributions.parse(method).attribute(problem).values();
    }

    /** {@return the mean of 3 w x'^2 with x' = (x + s e) / sqrt(1 + s^2)} */
    private static double[] expected(double s) {
        Inputs inputs = inputs();
        double[] slopes = new double[inputs.values().length];
        for (int b = 0; b < LENGTHS.length; b++) {
            for (int i = 0; i < inputs.cells(b); i++) {
                double x = inputs.values()[inputs.offset(b) + i];
                slopes[inputs.offset(b) + i] = 3 * Cubes.weight(i) * (x * x + s * s) / (1 + s * s);
            }
        }
        return slopes;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 20})
    void attribute_levelOfTheModel_isTheMeanSlopeUnderThatNoise(double level) {
        double[] maps = maps(level, "noise-gradient samples=10000");
        double[] expected = expected(level);
        // the deviation of e^2 is sqrt(2): five standard errors of the largest weight
        assertThat(maps).containsExactly(expected, within(5 * 3 * Cubes.weight(13) * Math.sqrt(2) / 100));
        assertThat(maps).isEqualTo(maps(0, "noise-gradient samples=10000 level=" + level));
    }

    @Test
    void attribute_evidence_isTheSlopeTimesTheValue() {
        double[] slopes = maps(2, "noise-gradient");
        double[] evidence = maps(2, "evidence");
        // each method has noise of its own, so both are compared in the mean
        double[] many = maps(2, "evidence samples=10000");
        double[] x = inputs().values();
        double[] expected = expected(2);
        for (int i = 0; i < x.length; i++) {
            assertThat(many[i]).isEqualTo(x[i] * expected[i], within(0.6));
        }
        assertThat(evidence).isNotEqualTo(slopes);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 99})
    void attribute_window_averagesTheStepsAroundWithinTheSeries(int window) {
        double[] single = maps(2, "evidence window=1");
        double[] expected = new double[single.length];
        for (int b = 0; b < LENGTHS.length; b++) {
            for (int t = 0; t < LENGTHS[b]; t++) {
                for (int c = 0; c < FEATURES; c++) {
                    double sum = 0;
                    int steps = 0;
                    for (int u = 0; u < LENGTHS[b]; u++) {
                        if (Math.abs(u - t) <= window / 2) {
                            sum += single[(b * STEPS + u) * FEATURES + c];
                            steps++;
                        }
                    }
                    expected[(b * STEPS + t) * FEATURES + c] = sum / steps;
                }
            }
        }
        assertThat(maps(2, "evidence window=" + window)).containsExactly(expected, within(ROUNDING));
        double[] positive =
                Arrays.stream(expected).map(value -> Math.max(0, value)).toArray();
        assertThat(maps(2, "evidence part=positive window=" + window)).containsExactly(positive, within(ROUNDING));
    }

    @Test
    void attribute_noWindow_isATenthOfTheSeries() {
        double[] x = new double[40];
        x[20] = 1;
        Inputs long40 = new Inputs(x, new int[] {40}, 40, 1);
        DifferentiableModel sum = SumOfCells.INSTANCE;
        double[] map = Attributions.parse("evidence level=1")
                .attribute(Problem.of(sum, long40, Output.LOGIT, List.of("one"), 3, 1))
                .values();
        for (int t = 0; t < 40; t++) {
            assertThat(map[t]).isEqualTo(Math.abs(t - 20) <= 2 ? 0.2 : 0, within(ROUNDING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise-gradient", "evidence", "two-way"})
    void takenFrom_levelOfTheModel_isKeptUnlessOneIsGiven(String method) {
        String level = method.equals("two-way") ? " method.level=3" : " level=3";
        assertThat(Attributions.parse(method).takenFrom(new Cubes(20.5))).containsOnly(entry("noiseLevel", "20.5"));
        assertThat(Attributions.parse(method + level).takenFrom(new Cubes(20.5)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise-gradient", "evidence", "two-way"})
    void check_modelWithoutNoise_isRefused(String method) {
        Attribution attribution = Attributions.parse(method);
        assertThatThrownBy(() -> Explainer.check(new Cubes(0), attribution, Output.LOGIT))
                .hasMessageEndingWith("averages under the noise of training, but this model was trained without; give"
                        + " its option level a value above 0, or train the model with adaptive noise");
        Explainer.check(new Cubes(1), attribution, Output.LOGIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noise-gradient samples=0",
                "noise-gradient level=-1",
                "noise-gradient level=NaN",
                "evidence level=1001",
                "evidence window=2",
                "evidence window=-1"
            })
    void parse_outOfRange_isRefused(String method) {
        assertThatThrownBy(() -> Attributions.parse(method))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be");
    }
}
