package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TimeShapTest {
    private static final double ROUNDING = 1e-11;
    private static final Grouping STEPS = Grouping.of(Grouping.By.STEP);
    private static final int LENGTH = 11;
    private final AtomicLong passes = new AtomicLong();

    /** Series of 11 and 3 steps; f has the last steps and their products, and little of the others. */
    private Problem problem(int last, double older) {
        Model model = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
            passes.addAndGet(inputs.count());
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                int cells = inputs.cells(b);
                double product = 1;
                for (int i = 0; i < cells; i++) {
                    double x = inputs.values()[inputs.offset(b) + i];
                    boolean late = i >= cells - 2 * last;
                    outputs[b][1] += (late ? 1 : older) * x;
                    product *= late ? 1 + 0.3 * x : 1;
                }
                outputs[b][1] += product;
            }
            return outputs;
        });
        double[] values = new double[4 * LENGTH];
        Random random = new Random(1);
        for (int i = 0; i < 2 * LENGTH + 6; i++) {
            values[i] = 0.5 + random.nextDouble();
        }
        Inputs inputs = new Inputs(values, new int[] {LENGTH, 3}, LENGTH, 2);
        return Problem.of(model, inputs, Output.LOGIT, List.of("a", "b"), 3, 1, 1);
    }

    @Test
    void attribute_olderStepsThatDoNotMatter_leaveFewPlayersWithTheirExactValues() {
        Problem problem = problem(3, 0);
        Attribution.Explained pruned = new TimeShap(0.025, 2048, Baseline.ZERO).attribute(problem);
        long needed = passes.get();
        double[] exact = new Shapley(STEPS, Baseline.ZERO).attribute(problem).values();
        assertThat(pruned.values()).containsExactly(exact, within(ROUNDING));
        assertThat(pruned.gaps()).containsExactly(new double[2], within(ROUNDING));
        int players = 4 + 1; // the last four steps, and all others
        assertThat(needed).isEqualTo(2L * (2 + 2 * 4 + (1 << players) - 2)); // the class is given
    }

    @Test
    void attribute_olderStepsOfASmallShare_areOneThatSharesItsValue() {
        Problem problem = problem(2, 1e-3);
        double[] values =
                new TimeShap(0.01, 2048, Baseline.ZERO).attribute(problem).values();
        double[] exact = new Shapley(STEPS, Baseline.ZERO).attribute(problem).values();
        double older = Arrays.stream(exact, 0, 2 * (LENGTH - 2)).sum();
        assertThat(older).isGreaterThan(1e-3);
        for (int i = 0; i < 2 * (LENGTH - 2); i++) {
            assertThat(values[i]).isEqualTo(older / 2 / (LENGTH - 2), within(ROUNDING));
        }
        for (int i = 2 * (LENGTH - 2); i < 2 * LENGTH; i++) {
            assertThat(values[i]).isEqualTo(exact[i], within(ROUNDING));
        }
    }

    @Test
    void attribute_noTolerance_isKernelShapOfSteps() {
        Problem problem = problem(3, 0.5);
        for (int samples : new int[] {400, 2048}) {
            assertThat(new TimeShap(0, samples, Baseline.MEAN)
                            .attribute(problem)
                            .values())
                    .containsExactly(
                            new KernelShap(STEPS, samples, Baseline.MEAN)
                                    .attribute(problem)
                                    .values(),
                            within(ROUNDING));
        }
    }

    @Test
    void cost_cutsOfPowersOfTwo() {
        assertThat(new TimeShap(0, 100, Baseline.ZERO).cost(1, 3).forward()).isEqualTo(3);
        assertThat(new TimeShap(0, 100, Baseline.ZERO).cost(2, 3).forward()).isEqualTo(3 + 2 + 2);
        assertThat(new TimeShap(0, 100, Baseline.ZERO).cost(1024, 3).forward()).isEqualTo(3 + 20 + 8 * 1024);
        assertThat(new TimeShap(0, 100, Baseline.ZERO).cost(1025, 3).forward()).isEqualTo(3 + 22 + 8 * 1025);
    }

    @Test
    void new_wrongNumbers_areNamed() {
        assertThatThrownBy(() -> new TimeShap(1, 100, Baseline.ZERO))
                .hasMessage("time-shap: tolerance must be in 0 to below 1, but was 1.0");
        assertThatThrownBy(() -> new TimeShap(0, 101, Baseline.ZERO))
                .hasMessage(
                        "time-shap: samples must be an even number in 2..1000000, as coalitions come in pairs, but was"
                                + " 101");
    }
}
