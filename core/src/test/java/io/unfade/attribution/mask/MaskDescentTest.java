package io.unfade.attribution.mask;

import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Precision;
import io.unfade.data.Standardizer;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import static io.unfade.attribution.mask.SquaresOfCells.FEATURES;
import static io.unfade.attribution.mask.SquaresOfCells.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Objectives and their gradients, and that descent lowers them. */
class MaskDescentTest {
    private static final double STEP = 1e-6;
    /** Of differences over 2e-6 of an objective of about 1. */
    private static final double DIFFERENCES = 1e-7;

    private static final Inputs INPUTS = SquaresOfCells.series(11, STEPS, 13);
    private static final Problem PROBLEM = SquaresOfCells.rareTime().problem(INPUTS, 5, "a", "b");

    private static double[] random(int seed, int size, double from, double to) {
        return new Random(seed).doubles(size, from, to).toArray();
    }

    private static double[] sum(double[] errors, double[] penalties) {
        double[] sum = errors.clone();
        Arrays.setAll(sum, i -> sum[i] + penalties[i]);
        return sum;
    }

    /** Fails if a gradient is not that of the sum over the series. */
    private static void checkGradient(double[] at, double[] gradient, Function<double[], double[]> objective) {
        for (int i = 0; i < at.length; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference = Arrays.stream(objective.apply(up)).sum()
                    - Arrays.stream(objective.apply(down)).sum();
            assertThat(gradient[i]).as("parameter %d", i).isEqualTo(difference / (2 * STEP), within(DIFFERENCES));
        }
        assertThat(Arrays.stream(gradient).filter(slope -> slope != 0).count()).isGreaterThan(at.length / 4);
    }

    private static ExtremalFit extremal(Map<String, String> options) {
        ExtremalMask method = (ExtremalMask) Attributions.of("extremal-mask", options);
        Preservation preserved = new Preservation(method.preserve(), PROBLEM, PROBLEM.baseline(method.baseline()));
        return new ExtremalFit(method, preserved, PROBLEM.at(INPUTS.values()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, zero", "1, 4, 0.5, zero", "2, 3, 0, mean", "0, 19, 1, mean"})
    void extremalGradient_equalsFiniteDifferences(String change, String trend, String time, String baseline) {
        ExtremalFit fit =
                extremal(Map.of("change", change, "trend", trend, "time", time, "baseline", baseline, "size", "0.7"));
        double[] at = random(1, fit.start().length, -0.7, 0.7);
        double[] nothing = new double[INPUTS.values().length];
        checkGradient(
                at,
                fit.gradient(at, nothing),
                parameters -> sum(fit.errors(parameters, nothing), fit.penalties(parameters)));
        double[] noise = random(2, nothing.length, -0.3, 0.3);
        checkGradient(
                at,
                fit.gradient(at, noise),
                parameters -> sum(fit.errors(parameters, noise), fit.penalties(parameters)));
    }

    private static DynamaskFit dynamask(Map<String, String> options) {
        Dynamask method = (Dynamask) Attributions.of("dynamask", options);
        double[] none = method.perturbation(PROBLEM).of(new double[INPUTS.values().length]);
        return new DynamaskFit(
                method, new Preservation(method.preserve(), PROBLEM, none), PROBLEM.at(INPUTS.values()), 0.3, 0.6);
    }

    @ParameterizedTest
    @CsvSource({"blur, 2, 0", "blur, 1, 0.4", "average, 0, 0", "average, 3, 1", "baseline, -, 0.2"})
    void dynamaskGradient_equalsFiniteDifferences(String perturbation, String width, String time) {
        DynamaskFit fit = dynamask(
                width.equals("-")
                        ? Map.of("perturbation", perturbation, "time", time)
                        : Map.of("perturbation", perturbation, "width", width, "time", time));
        double[] at = random(1, INPUTS.values().length, 0.1, 0.9);
        for (double size : new double[] {0.5, 20}) {
            checkGradient(at, fit.gradient(at, size), mask -> sum(fit.errors(mask), fit.penalties(mask, size)));
        }
    }

    @Test
    void dynamaskGradient_equalMasks_areTreatedAlike() {
        DynamaskFit fit = dynamask(Map.of("perturbation", "baseline"));
        double[] at = new double[INPUTS.values().length];
        Arrays.fill(at, 0.5);
        double[] gradient = fit.gradient(at, 3);
        assertThat(gradient[1]).isEqualTo(2 * 3 * (0.5 - 0.3) / INPUTS.cells(0), within(1e-15));
        int second = INPUTS.offset(1);
        assertThat(gradient[second]).isEqualTo(2 * 3 * (0.5 - 94 / 156.0) / 78, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void extremalObjective_falls(String change) {
        ExtremalFit fit = extremal(Map.of("change", change, "iterations", "200", "rate", "0.02"));
        double[] before = fit.start();
        double[] after = fit.learned(new Random(1), new Random(2));
        double[] first = sum(fit.errors(before), fit.penalties(before));
        double[] last = sum(fit.errors(after), fit.penalties(after));
        for (int b = 0; b < first.length; b++) {
            assertThat(last[b]).isLessThan(0.7 * first[b]);
            assertThat(fit.errors(after)[b]).isLessThan(0.05 * fit.errorsOfNone(after)[b]);
        }
    }

    @Test
    void dynamaskObjective_falls() {
        DynamaskFit fit = dynamask(Map.of("perturbation", "baseline", "iterations", "300", "rate", "0.01"));
        double[] before = new double[INPUTS.values().length];
        Arrays.fill(before, 0.5);
        double[] after = fit.learned();
        for (int b = 0; b < 2; b++) {
            assertThat(fit.errors(after)[b]).isLessThan(0.1 * fit.errors(before)[b]);
            assertThat(fit.penalties(after, 1)[b]).isLessThan(0.85 * fit.penalties(before, 1)[b]);
        }
        assertThat(MaskPenalties.mean(INPUTS, 0, after)).isEqualTo(0.3, within(0.03));
        assertThat(MaskPenalties.mean(INPUTS, 1, after)).isEqualTo(0.6, within(0.03));
    }

    @Test
    void blur_isThatOfTheDefinition() {
        double[] mask = random(3, INPUTS.values().length, 0, 1);
        double[] masked = new GaussianBlur(INPUTS, 2).of(mask);
        for (int b = 0; b < INPUTS.count(); b++) {
            for (int i = 0; i < STEPS * FEATURES; i++) {
                int t = i / FEATURES;
                double s = 2 * (1 + 1e-7 - mask[INPUTS.offset(b) + i]);
                double weights = 0;
                double sum = 0;
                for (int other = 0; other < INPUTS.lengths()[b]; other++) {
                    double weight = Math.exp(-(other - t) * (other - t) / (2 * s * s));
                    weights += weight;
                    sum += weight * INPUTS.values()[INPUTS.offset(b) + other * FEATURES + i % FEATURES];
                }
                double expected = t < INPUTS.lengths()[b] ? sum / weights : 0;
                assertThat(masked[INPUTS.offset(b) + i]).isEqualTo(expected, within(1e-12));
            }
        }
        double[] open = new double[mask.length];
        Arrays.fill(open, 1);
        assertThat(new GaussianBlur(INPUTS, 2).of(open)).containsExactly(INPUTS.values());
    }

    @Test
    void meanMask_isTheMeanOverNoise() {
        TrendGates gates = new TrendGates(INPUTS, 4);
        double[] parameters = random(4, gates.size(), -1, 2);
        double[] mean = gates.meanMask(parameters, 0.5);
        double[] drawn = new double[mean.length];
        Random random = new Random(6);
        int draws = 4000;
        for (int k = 0; k < draws; k++) {
            double[] noise = new double[mean.length];
            Arrays.setAll(noise, i -> 0.5 * random.nextGaussian());
            double[] mask = MaskPenalties.clamped(gates.of(parameters, noise));
            Arrays.setAll(drawn, i -> drawn[i] + mask[i] / draws);
        }
        assertThat(mean).containsExactly(drawn, within(5 * 0.5 / Math.sqrt(draws)));
    }

    @Test
    void meanMask_ofNarrowNoise_isTheMaskItself() {
        double[] mean = new TrendGates(INPUTS, 0).meanMask(new double[INPUTS.values().length], 0.01);
        assertThat(mean[0]).isEqualTo(0.5, within(1e-6));
        assertThat(mean[INPUTS.offset(1) + INPUTS.cells(1)]).isZero();
    }

    @Test
    void meanMask_ofWideNoiseAndFallingTrend_isTheIntegral() {
        TrendGates gates = new TrendGates(INPUTS, 4);
        double[] parameters = new double[gates.size()];
        Arrays.fill(parameters, 0, INPUTS.values().length, 0.5);
        Arrays.fill(parameters, INPUTS.values().length, parameters.length, -0.3);
        double integral = 0;
        double step = 1e-3;
        for (double u = step / 2; u < 80; u += step) {
            double density = Math.exp(-Math.pow((u - 1) / 10, 2) / 2) / Math.sqrt(2 * Math.PI) / 10;
            integral += step * density * Math.min(1, u / (1 + Math.exp(0.3 * u)));
        }
        assertThat(integral).isEqualTo(0.29, within(0.005));
        assertThat(gates.meanMask(parameters, 10)[0]).isEqualTo(integral, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "4, 0.5"})
    void gates_beginOpen_orHalfwayWithATrend(int trend, double open) {
        TrendGates gates = new TrendGates(INPUTS, trend);
        double[] parameters = new double[gates.size()];
        gates.start(parameters);
        assertThat(gates.of(parameters, new double[INPUTS.values().length])[0]).isEqualTo(open);
    }

    @Test
    void variation_isTheMeanOverChanges() {
        Inputs two = new Inputs(new double[4], new int[] {2}, 2, 2);
        assertThat(MaskPenalties.variation(two, 0, new double[] {0, 0.2, 1, 0.7}))
                .isEqualTo(0.75, within(1e-15));
        Inputs one = new Inputs(new double[2], new int[] {1}, 1, 2);
        assertThat(MaskPenalties.variation(one, 0, new double[] {0, 1})).isZero();
    }

    /** 1 - 0.9 is a little less than 0.1: 3 of 30 cells are to be closed, not 2. */
    @Test
    void dynamaskArea_ofWholeCells_isExact() {
        Problem problem = SquaresOfCells.rareTime().problem(SquaresOfCells.series(1, 5), 0, "a");
        Dynamask method = (Dynamask) Attributions.of("dynamask", Map.of());
        Preservation preserved =
                new Preservation(Preserved.TARGET, problem, problem.inputs().values());
        DynamaskFit fit = new DynamaskFit(method, preserved, problem, 0.9);
        double[] mask = new double[problem.inputs().values().length];
        Arrays.fill(mask, 3, 30, 1);
        assertThat(fit.penalties(mask, 1)[0]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SINGLE, 0", "DOUBLE, 1"})
    void errorOfNone_ofASaturatedOutput_dependsOnThePrecision(Precision precision, double error) {
        Preserved preserved = precision == Precision.SINGLE ? Preserved.TARGET : Preserved.ALL;
        Signature signature = new Signature(
                1, 1, Signature.Names.UNKNOWN, Standardizer.none(), precision, EnumSet.of(Output.LOGIT), false);
        Model saturated = Model.of(signature, inputs -> new double[][] {{inputs.values()[0] > 0 ? 1 : 1 - 0x1p-24}});
        Inputs inputs = new Inputs(new double[] {1}, new int[] {1}, 1, 1);
        Problem problem = Problem.of(saturated, inputs, Output.LOGIT, List.of("a"), 0, 0);
        assertThat(new Preservation(preserved, problem, new double[1]).errorsOfNone(problem))
                .containsExactly(error);
    }

    @Test
    void best_ofSeveralMasks_isTheLowestThatDoesNotFail() {
        Inputs rows = SquaresOfCells.series(1, STEPS);
        double[] good = random(5, STEPS * FEATURES, 0, 1);
        double[] better = random(6, STEPS * FEATURES, 0, 1);
        double[] closed = new double[STEPS * FEATURES];
        double[] open = new double[STEPS * FEATURES];
        Arrays.fill(open, 1);
        BestMasks best = new BestMasks(rows);
        best.offer(rows, 0, closed, -5, 0, 1);
        assertThat(best.maps()).containsExactly(closed);
        best.offer(rows, 0, open, -5, 0, 1);
        assertThat(best.maps()).containsExactly(open);
        best.offer(rows, 0, better, -5, 0.2, 0.2);
        best.offer(rows, 0, better, -5, 0.1999, 0.2);
        best.offer(rows, 0, better, -5, Double.NaN, 0.2);
        assertThat(best.maps()).containsExactly(open);
        best.offer(rows, 0, good, 3, 0.1, 1);
        assertThat(best.maps()).containsExactly(good);
        best.offer(rows, 0, better, 2, 0.1, 1);
        best.offer(rows, 0, good, 2.5, 0.1, 1);
        best.offer(rows, 0, open, 0, 0.1, 1);
        assertThat(best.maps()).containsExactly(better);
    }

    @Test
    void adam_firstSteps_areThoseOfThePaper() {
        double[] numbers = {1, 2};
        Adam adam = new Adam(0.1, 2);
        adam.step(numbers, new double[] {3, -0.5});
        assertThat(numbers).containsExactly(new double[] {0.9, 2.1}, within(1e-8));
        adam.step(numbers, new double[] {1, 0});
        double mean = (0.9 * 0.1 * 3 + 0.1) / (1 - 0.81);
        double square = (0.999 * 0.001 * 9 + 0.001) / (1 - 0.999 * 0.999);
        assertThat(numbers[0]).isEqualTo(0.9 - 0.1 * mean / Math.sqrt(square), within(1e-8));
    }
}
