package io.unfade.experiments.field.box;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.field.data.RareGroup;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RareBoxTest {
    private static final double STEP = 1e-5;
    /** Of differences over 2e-5 of sums of about 10. */
    private static final double DIFFERENCES = 1e-8;

    /** Three steps of two features: both of the second step and the second of the third decide. */
    private static final boolean[] REGION = {false, false, true, true, false, true};

    private static final Inputs INPUTS =
            new Inputs(new double[] {1, 2, 3, 4, 5, 6, -1, 0.5, 1, -2, 3, 0.25}, new int[] {3, 3}, 3, 2);

    @Test
    void outputs_areOfTheDecidingCellsOfEachStep() {
        assertThat(new RareBox(REGION, RareGroup.Form.SUM_OF_SQUARES, 3).outputs(INPUTS, Output.LOGIT))
                .isDeepEqualTo(new double[][] {{0, 25, 36}, {0, 5, 0.0625}});
        assertThat(new RareBox(REGION, RareGroup.Form.SQUARE_OF_SUM, 3).outputs(INPUTS, Output.LOGIT))
                .isDeepEqualTo(new double[][] {{0, 49, 36}, {0, 1, 0.0625}});
    }

    private static void checkGradient(DifferentiableModel model, Output output) {
        int classes = model.signature().classes();
        double[][] weights = {
            new Random(1).doubles(classes, -1, 1).toArray(),
            new Random(2).doubles(classes, -1, 1).toArray()
        };
        DifferentiableModel.Derivative found = model.derivative(INPUTS, output, of -> weights);
        assertThat(found.outputs()).isDeepEqualTo(model.outputs(INPUTS, output));
        for (int i = 0; i < found.gradient().length; i++) {
            double[] up = INPUTS.values().clone();
            double[] down = INPUTS.values().clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference = sum(model.outputs(INPUTS.with(up), output), weights)
                    - sum(model.outputs(INPUTS.with(down), output), weights);
            assertThat(found.gradient()[i]).isEqualTo(difference / (2 * STEP), within(DIFFERENCES));
        }
    }

    private static double sum(double[][] outputs, double[]... weights) {
        double sum = 0;
        for (int b = 0; b < outputs.length; b++) {
            for (int k = 0; k < outputs[b].length; k++) {
                sum += weights[b][k] * outputs[b][k];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void derivative_equalsFiniteDifferences(RareGroup.Form form) {
        RareBox box = new RareBox(REGION, form, 3);
        for (Output output : new Output[] {Output.LOGIT, Output.PROBABILITY}) {
            checkGradient(box, output);
            checkGradient(new SumOfOutputs(box), output);
        }
    }

    @Test
    void sum_isThatOfAllOutputs() {
        SumOfOutputs sum = new SumOfOutputs(new RareBox(REGION, RareGroup.Form.SUM_OF_SQUARES, 3));
        assertThat(sum.outputs(INPUTS, Output.LOGIT)).isDeepEqualTo(new double[][] {{61}, {5.0625}});
        assertThat(sum.outputs(INPUTS, Output.PROBABILITY)).isDeepEqualTo(new double[][] {{1}, {1}});
        assertThat(sum.signature().classes()).isEqualTo(1);
        double[] gradient = sum.derivative(INPUTS, Output.LOGIT, new DifferentiableModel.Seed() {
                    @Override
                    public double[][] of(double[][] probabilities) {
                        throw new AssertionError("the outputs are known");
                    }

                    @Override
                    public double[][] of(double[][] probabilities, double[][] outputs) {
                        return outputs;
                    }
                })
                .gradient();
        assertThat(Arrays.copyOf(gradient, 6)).containsExactly(0, 0, 61 * 6, 61 * 8, 0, 61 * 12);
    }

    /** The square of a deciding cell is what the sum of squares loses without it; of a square of a sum it is not. */
    @ParameterizedTest
    @EnumSource(
            value = RareData.class,
            names = {"RARE_TIME", "RARE_FEATURE_GROUPS"})
    void occlusion_ofTheSum_isZeroOffTheTruthAlone(RareData data) {
        for (RareGroup group : data.draw(4, 3)) {
            SumOfOutputs sum = new SumOfOutputs(RareBox.of(group));
            Explainer.Request request = new Explainer.Request(new Target.Predicted(), Output.LOGIT, 2, 0);
            SaliencyMaps maps =
                    Explainer.explain(sum, group.series(), Attributions.parse("occlusion"), request, Progress.NONE);
            for (int i = 0; i < group.series().count(); i++) {
                double[] map = maps.absolute(i);
                boolean[] truth = group.series().referenceMask(i);
                for (int cell = 0; cell < map.length; cell++) {
                    double x = group.series().value(i, cell / 50, cell % 50);
                    assertThat(map[cell] > 0).isEqualTo(truth[cell]);
                    if (group.form() == RareGroup.Form.SUM_OF_SQUARES && truth[cell]) {
                        assertThat(map[cell]).isEqualTo(x * x, within(1e-9));
                    }
                }
            }
        }
    }

    @Test
    void new_wrongSizes_areRefused() {
        assertThatThrownBy(() -> new RareBox(REGION, RareGroup.Form.SUM_OF_SQUARES, 4))
                .isInstanceOf(IllegalArgumentException.class);
        RareBox box = new RareBox(REGION, RareGroup.Form.SUM_OF_SQUARES, 2);
        assertThatThrownBy(() -> box.outputs(INPUTS, Output.LOGIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the white box is of series of 2 steps and 3 features");
    }
}
