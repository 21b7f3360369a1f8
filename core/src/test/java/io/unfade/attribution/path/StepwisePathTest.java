package io.unfade.attribution.path;

import io.unfade.attribution.Attribution.Explained;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The methods that integrate step by step, in segments, or between windows. */
class StepwisePathTest {
    private static final double INTEGRAL = 1e-7;
    private static final double ROUNDING = 1e-12;

    /** {@return the sum of the cells of a step} */
    private static double sum(Inputs inputs, double[] map, int series, int step) {
        int from = inputs.offset(series) + step * inputs.features();
        return Arrays.stream(map, from, from + inputs.features()).sum();
    }

    private static double[] withZeroStep(Inputs inputs, int step) {
        double[] values = inputs.values().clone();
        for (int b = 0; b < inputs.count(); b++) {
            int from = inputs.offset(b) + step * inputs.features();
            Arrays.fill(values, from, from + inputs.features(), 0);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "ica", "lstm.pt"})
    void temporal_eachStep_sumsToTheChangeOfItsPrefix(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            Inputs inputs = problem.inputs();
            double[] map = new TemporalIntegratedGradients(30, Baseline.ZERO)
                    .attribute(problem)
                    .values();
            for (int t = 0; t < inputs.steps(); t++) {
                Problem prefix = problem.prefix(t + 1).problem();
                double[] with = prefix.values();
                double[] without = prefix.at(withZeroStep(prefix.inputs(), t)).values();
                for (int b = 0; b < with.length; b++) {
                    assertThat(sum(inputs, map, b, t)).isEqualTo(with[b] - without[b], within(INTEGRAL));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "ica", "lstm.pt"})
    void sequential_eachStep_sumsToItsOwnChange(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            Inputs inputs = problem.inputs();
            double[] map = new SequentialIntegratedGradients(30, Baseline.ZERO)
                    .attribute(problem)
                    .values();
            double[] with = problem.values();
            for (int t = 0; t < inputs.steps(); t++) {
                double[] without = problem.at(withZeroStep(inputs, t)).values();
                for (int b = 0; b < with.length; b++) {
                    assertThat(sum(inputs, map, b, t)).isEqualTo(with[b] - without[b], within(INTEGRAL));
                }
            }
        }
    }

    @Test
    void timing_noSegments_isTheSumOfEquidistantGradients() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] x = problem.inputs().values();
            double[] expected = new double[x.length];
            for (int k = 0; k < 8; k++) {
                double share = k / 8.0;
                double[] gradient = problem.at(
                                Arrays.stream(x).map(value -> share * value).toArray())
                        .gradient();
                Arrays.setAll(expected, i -> expected[i] + x[i] * gradient[i] / 8);
            }
            assertThat(new Timing(8, 0, 1, 0, Baseline.ZERO).attribute(problem).values())
                    .containsExactly(expected, within(ROUNDING));
        }
    }

    @Test
    void timing_frozenCells_stayAndAreLeftOutOfTheMean() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] x = problem.inputs().values();
            BitSet first = new BitSet();
            first.set(3);
            first.set(7);
            BitSet second = new BitSet();
            second.set(7);
            double[] map = new Timing(2, 1, 1, 0, Baseline.ZERO)
                    .attribute(problem, first, second)
                    .values();
            double[] start = new double[x.length];
            start[3] = x[3];
            start[7] = x[7];
            double[] middle = Arrays.stream(x).map(value -> value / 2).toArray();
            middle[7] = x[7];
            double[] atStart = problem.at(start).gradient();
            double[] inTheMiddle = problem.at(middle).gradient();
            assertThat(map[0]).isEqualTo(x[0] * (atStart[0] + inTheMiddle[0]) / 2, within(ROUNDING));
            assertThat(map[3]).isEqualTo(x[3] * inTheMiddle[3], within(ROUNDING));
            double[] integrated =
                    new IntegratedGradients(2, Baseline.ZERO).attribute(problem).values();
            assertThat(map[7]).isEqualTo(integrated[7], within(ROUNDING)); // never free
        }
    }

    @Test
    void timing_segmentsOfTheWholeSeries_freeNothingOfTheirFeature() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] integrated =
                    new IntegratedGradients(3, Baseline.ZERO).attribute(problem).values();
            double[] all = new Timing(3, 200, 1000, 0, Baseline.ZERO)
                    .attribute(problem)
                    .values();
            assertThat(all).containsExactly(integrated, within(ROUNDING));
        }
    }

    @Test
    void windowPath_cells_sumToTheChangeBetweenTheWindows() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("lstm")) {
            Problem problem = golden.of(Output.LOGIT);
            Inputs inputs = problem.inputs();
            Explained explained = new WindowPath(12, 5, 60).attribute(problem);
            double[] later = problem.on(window(inputs, 12, 0)).values();
            double[] earlier = problem.on(window(inputs, 12, 5)).values();
            for (int b = 0; b < inputs.count(); b++) {
                double sum = 0;
                for (int t = 0; t < inputs.steps(); t++) {
                    double ofStep = sum(inputs, explained.values(), b, t);
                    assertThat(ofStep == 0).isEqualTo(t < inputs.steps() - 12);
                    sum += ofStep;
                }
                assertThat(sum).isEqualTo(later[b] - earlier[b], within(INTEGRAL));
                assertThat(explained.gaps()[b]).isEqualTo(sum - (later[b] - earlier[b]), within(ROUNDING));
            }
        }
    }

    private static Inputs window(Inputs inputs, int steps, int before) {
        int size = steps * inputs.features();
        double[] values = new double[inputs.count() * size];
        int[] lengths = new int[inputs.count()];
        Arrays.fill(lengths, steps);
        for (int b = 0; b < lengths.length; b++) {
            int from = inputs.offset(b) + inputs.cells(b) - before * inputs.features() - size;
            System.arraycopy(inputs.values(), from, values, b * size, size);
        }
        return new Inputs(values, lengths, steps, inputs.features());
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> new Timing(5, -1, 1, 0, Baseline.ZERO))
                .hasMessageContaining("segments must be in 0..");
        assertThatThrownBy(() -> new Timing(5, 1, 0, 0, Baseline.ZERO))
                .hasMessage("timing: shortest must be at least 1, but was 0");
        assertThatThrownBy(() -> new Timing(5, 1, 4, 3, Baseline.ZERO))
                .hasMessageStartingWith("timing: longest must be at least shortest (4)");
        assertThatThrownBy(() -> new WindowPath(-1, 1, 5)).hasMessageContaining("window must be at least 1, or 0");
        assertThatThrownBy(() -> new WindowPath(0, 0, 5)).hasMessage("window-path: lag must be at least 1, but was 0");
        assertThatThrownBy(() -> new WindowPath(0, 9, 5).check(new Extent(9, 20, 2)))
                .hasMessage("window-path: lag must be below 9, the steps of the shortest series, but was 9");
        assertThatThrownBy(() -> new WindowPath(7, 3, 5).check(new Extent(9, 20, 2, "s4")))
                .hasMessage("window-path: window must be at most 6, the steps of the shortest series ('s4') less 3,"
                        + " but was 7");
        new WindowPath(6, 3, 5).check(new Extent(9, 20, 2, "s4"));
        assertThatThrownBy(() -> new Timing(5, 1, 21, 0, Baseline.ZERO).check(new Extent(9, 20, 2)))
                .hasMessage("timing: shortest must be at most 20, the steps of the longest series, but was 21");
        assertThatThrownBy(() -> new TemporalIntegratedGradients(0, Baseline.ZERO))
                .hasMessage("temporal-integrated-gradients: steps must be in 1..10000, but was 0");
        assertThatThrownBy(() -> new SequentialIntegratedGradients(1, Baseline.LINEAR))
                .hasMessageContaining("baseline must be one of zero, mean");
    }
}
