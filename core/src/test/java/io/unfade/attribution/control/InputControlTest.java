package io.unfade.attribution.control;

import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The controls that see nothing but the series. */
class InputControlTest {
    private static final double ROUNDING = 1e-9;

    private static Problem problem(Inputs inputs) {
        Model silent = Model.of(Signature.of(inputs.features(), 2, Output.LOGIT), any -> {
            throw new AssertionError("a control asks the model nothing");
        });
        List<String> ids =
                Arrays.stream(inputs.lengths()).mapToObj(Integer::toString).toList();
        return Problem.of(silent, inputs, Output.LOGIT, ids, 0, new int[inputs.count()]);
    }

    @Test
    void inputTwoWay_isTheGeometricMeanOfTheSums() {
        // steps sum to -1, 7, 1; features to -1 and 8; the second series has one step, 7 and 8
        Inputs inputs = new Inputs(new double[] {1, -2, 3, 4, -5, 6, 7, 8, 0, 0, 0, 0}, new int[] {3, 1}, 3, 2);
        double[] values = new InputTwoWay().attribute(problem(inputs)).values();
        assertThat(values)
                .containsExactly(
                        new double[] {
                            1,
                            Math.sqrt(8),
                            Math.sqrt(7),
                            Math.sqrt(7 * 8),
                            1,
                            Math.sqrt(8),
                            Math.sqrt(15 * 7),
                            Math.sqrt(15 * 8),
                            0,
                            0,
                            0,
                            0
                        },
                        within(ROUNDING));
    }

    @Test
    void inputRankOne_ofAProduct_isItsSquareRoot() {
        double[] course = {1, -2, 0.5, 3};
        double[] pattern = {2, 0, -1};
        double[] cells = new double[12];
        Arrays.setAll(cells, i -> course[i / 3] * pattern[i % 3]);
        double[] values = new InputRankOne()
                .attribute(problem(new Inputs(cells, new int[] {4}, 4, 3)))
                .values();
        for (int i = 0; i < cells.length; i++) {
            assertThat(values[i] * values[i]).isEqualTo(Math.abs(cells[i]), within(ROUNDING));
        }
    }

    @Test
    void inputRankOne_ofAnySeries_isWhatPowerIterationFinds() {
        int[] lengths = {7, 4};
        int features = 5;
        double[] cells = new Random(4).doubles(2L * 7 * features, -1, 1).toArray();
        Arrays.fill(cells, 7 * features + 4 * features, cells.length, 0);
        double[] values = new InputRankOne()
                .attribute(problem(new Inputs(cells, lengths, 7, features)))
                .values();
        for (int b = 0; b < 2; b++) {
            double[][] x = new double[lengths[b]][];
            for (int t = 0; t < x.length; t++) {
                int from = (b * 7 + t) * features;
                x[t] = Arrays.copyOfRange(cells, from, from + features);
            }
            double[] v = new double[features];
            v[0] = 1;
            for (int round = 0; round < 2000; round++) {
                v = unit(transposed(x, times(x, v)));
            }
            double[] u = times(x, v);
            for (int i = 0; i < lengths[b] * features; i++) {
                assertThat(values[b * 7 * features + i])
                        .isEqualTo(Math.sqrt(Math.abs(u[i / features] * v[i % features])), within(1e-6));
            }
        }
        assertThat(values).endsWith(new double[3 * features]);
    }

    private static double[] times(double[][] x, double[] v) {
        double[] u = new double[x.length];
        for (int t = 0; t < u.length; t++) {
            for (int c = 0; c < v.length; c++) {
                u[t] += x[t][c] * v[c];
            }
        }
        return u;
    }

    private static double[] transposed(double[][] x, double[] u) {
        double[] v = new double[x[0].length];
        for (int t = 0; t < u.length; t++) {
            for (int c = 0; c < v.length; c++) {
                v[c] += x[t][c] * u[t];
            }
        }
        return v;
    }

    private static double[] unit(double[] v) {
        double norm = Math.sqrt(Arrays.stream(v).map(value -> value * value).sum());
        return Arrays.stream(v).map(value -> value / norm).toArray();
    }
}
