package io.unfade.attribution.mask;

import io.unfade.TestModels;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Precision;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What masks preserve of several outputs. */
class PreservationTest {
    private static final int STEPS = 6;
    private static final double STEP = 1e-6;
    /** Of differences over 2e-6 of shares of about 1. */
    private static final double DIFFERENCES = 1e-7;

    private static final double ROUNDING = 1e-12;

    private static Problem problem(DifferentiableModel model, Output output, Inputs inputs, int... targets) {
        return Problem.of(model, inputs, output, List.of("a", "b"), 5, targets);
    }

    private static double[] random(int seed, int size) {
        return new Random(seed).doubles(size, -1, 1).toArray();
    }

    private static void checkErrorsAndGradient(DifferentiableModel model, Output output, Inputs inputs) {
        Problem problem = problem(model, output, inputs, 0, 1);
        double[] hidden = new double[inputs.values().length];
        Preservation preservation = new Preservation(Preserved.ALL, problem, hidden);
        double[] twice = new double[2 * hidden.length]; // two variants of both series
        System.arraycopy(random(1, twice.length), 0, twice, 0, twice.length);
        problem.inParts(
                2,
                variant -> Arrays.copyOfRange(twice, variant * hidden.length, (variant + 1) * hidden.length),
                (first, rows) -> {
                    double[][] whole = model.outputs(inputs, output);
                    double[][] none = model.outputs(inputs.with(hidden), output);
                    double[][] masked = model.outputs(rows.inputs(), output);
                    double[] errors = preservation.errors(rows);
                    for (int row = 0; row < 4; row++) {
                        double expected = squared(masked[row], whole[row % 2]) / squared(none[row % 2], whole[row % 2]);
                        assertThat(errors[row]).isEqualTo(expected, within(ROUNDING));
                    }
                    double[] gradient = preservation.gradient(rows);
                    for (int i = 0; i < twice.length; i += 5) {
                        double[] up = twice.clone();
                        double[] down = twice.clone();
                        up[i] += STEP;
                        down[i] -= STEP;
                        double difference =
                                Arrays.stream(preservation.errors(rows.at(up))).sum()
                                        - Arrays.stream(preservation.errors(rows.at(down)))
                                                .sum();
                        assertThat(gradient[i]).isEqualTo(difference / (2 * STEP), within(DIFFERENCES));
                    }
                });
        assertThat(preservation.errorsOfNone(problem)).containsExactly(1, 1);
    }

    private static double squared(double[] one, double... other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += (one[k] - other[k]) * (one[k] - other[k]);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void errorsOfAll_areSharesOfTheSumOverOutputs(Output output) {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 4)) {
            Inputs inputs = model.prepare(TestModels.equalSeries(Precision.DOUBLE, 3, 2, STEPS))
                    .inputs(0, 1);
            checkErrorsAndGradient(model, output, inputs);
        }
    }

    /** f_0 = the sum of half of the squares, f_1 = a sum of squares; asks for weights without telling the outputs. */
    private record TwoSums(SquaresOfCells squares) implements DifferentiableModel {
        @Override
        public Signature signature() {
            return squares.signature();
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            double[][] outputs = squares.outputs(inputs, Output.LOGIT);
            for (int b = 0; b < outputs.length; b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    double x = inputs.values()[inputs.offset(b) + i];
                    outputs[b][0] += x * x / 2;
                }
            }
            return outputs;
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            double[][] weights = seed.of(outputs(inputs, Output.PROBABILITY));
            double[] gradient =
                    squares.derivative(inputs, Output.LOGIT, of -> weights).gradient();
            for (int b = 0; b < weights.length; b++) {
                for (int i = inputs.offset(b); i < inputs.offset(b) + inputs.cells(b); i++) {
                    gradient[i] += weights[b][0] * inputs.values()[i];
                }
            }
            return new Derivative(outputs(inputs, output), gradient);
        }
    }

    @Test
    void errorsOfAll_ofAModelThatTellsNoOutputs_areTheSame() {
        Inputs inputs = SquaresOfCells.series(3, SquaresOfCells.STEPS, SquaresOfCells.STEPS);
        checkErrorsAndGradient(new TwoSums(SquaresOfCells.rareTime()), Output.LOGIT, inputs);
    }

    /** The first output is always 0. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "extremal-mask iterations=20 restarts=2 preserve=",
                "dynamask iterations=20 preserve=",
                "dynamask iterations=20 perturbation=baseline areas=2 preserve="
            })
    void mapOfAll_whereOneOutputVaries_isThatOfTheTarget(String method) {
        Inputs inputs = SquaresOfCells.series(3, SquaresOfCells.STEPS, 14);
        SquaresOfCells model = SquaresOfCells.rareTime();
        double[] ofTarget = Attributions.parse(method + "target")
                .attribute(problem(model, Output.LOGIT, inputs, 1, 1))
                .values();
        double[] ofAll = Attributions.parse(method + "all")
                .attribute(problem(model, Output.LOGIT, inputs, 0, 1))
                .values();
        assertThat(ofAll).containsExactly(ofTarget, within(ROUNDING));
        assertThat(Arrays.stream(ofAll).distinct().count()).isGreaterThan(2);
    }
}
