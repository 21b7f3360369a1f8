package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Batch;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.LeastSalient;
import io.unfade.train.augment.SaliencyGuidance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Saliency-guided training against its definition, with loops and finite differences. */
class GuidedStepTest {
    private static final double ROUNDING = 1e-12;
    private static final double DIFFERENCE = 1e-5;
    /** Of central differences in double precision. */
    private static final double OF_DIFFERENCES = 1e-8;

    private static final double WEIGHT = 0.7;
    private static final int[] LENGTHS = {4, 6, 3, 6};
    private static final int CLASSES = TestModels.CLASSES;
    private static final SeriesSet SET = TestModels.series(Precision.DOUBLE, 1, LENGTHS);
    private static final SeriesSet OTHER = TestModels.series(Precision.DOUBLE, 8, LENGTHS);
    private static final int[] ROWS = {0, 1, 2, 3};
    /** Of different weights, smoothed or mixed. */
    private static final double[][] TARGETS = {{0.9, 0.05, 0.05}, {0, 2, 0}, {0.1, 0.3, 0.6}, {0.5, 0, 0}};

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .with(new Descent(Optimizer.ADAM, 0.01, 0, 0))
            .with(new SaliencyGuidance(0.5, WEIGHT));

    private static TrainedModel model(int members) {
        return TestModels.initialized(TestModels.lstm(HopPooling.CONCAT, 0).withMembers(members), Precision.DOUBLE, 5);
    }

    private static Inputs inputs(TrainedModel model, SeriesSet set) {
        return model.prepare(set).inputs(ROWS);
    }

    private static Batch repeated(TrainedModel model, SeriesSet set, NDManager scope) {
        PreparedSeries prepared = model.prepare(set);
        List<Inputs> parts = IntStream.range(0, model.spec().members())
                .mapToObj(i -> prepared.inputs(ROWS))
                .toList();
        return prepared.batch(scope, Inputs.joined(parts));
    }

    private static NDArray targets(TrainedModel model, NDManager scope) {
        int members = model.spec().members();
        double[] all = IntStream.range(0, members)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(TARGETS).flatMapToDouble(Arrays::stream))
                .toArray();
        return scope.create(all, new Shape((long) members * ROWS.length, CLASSES));
    }

    /** {@return the loss of a single network by its definition} */
    private static double loss(TrainedModel network, Inputs inputs, Inputs less) {
        double[][] logits = network.outputs(inputs, Output.LOGIT);
        double[][] others = network.outputs(less, Output.LOGIT);
        double sum = 0;
        double weights = 0;
        for (int b = 0; b < ROWS.length; b++) {
            double weight = Arrays.stream(TARGETS[b]).sum();
            for (int k = 0; k < CLASSES; k++) {
                double log = logits[b][k] - logOfSum(logits[b]);
                double otherLog = others[b][k] - logOfSum(others[b]);
                sum += -TARGETS[b][k] * log + WEIGHT * weight * Math.exp(log) * (log - otherLog);
            }
            weights += weight;
        }
        return sum / weights;
    }

    private static double logOfSum(double[] logits) {
        return Math.log(Arrays.stream(logits).map(Math::exp).sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void take_guided_hasTheLossOfItsDefinition(int members) {
        try (TrainedModel model = model(members);
                NDManager scope = model.newScope();
                TrainingStep step = new TrainingStep(model, OPTIONS, 10)) {
            double[] expected = new double[members];
            for (int i = 0; i < members; i++) {
                try (TrainedModel member = model.member(i)) {
                    expected[i] = loss(member, inputs(member, SET), inputs(member, OTHER));
                }
            }
            TrainingStep.Seen seen =
                    step.take(repeated(model, SET, scope), repeated(model, OTHER, scope), targets(model, scope));
            assertThat(seen.losses()).containsExactly(expected, within(ROUNDING));
            assertThat(seen.logits()).hasNumberOfRows(members * ROWS.length);
        }
    }

    @Test
    void take_guided_hasTheGradientOfBothParts() {
        try (TrainedModel model = model(1);
                NDManager scope = model.newScope();
                TrainingStep step = new TrainingStep(model, OPTIONS, 10)) {
            Map<String, double[]> expected = new LinkedHashMap<>();
            Map<String, Tensor> weights = model.weights();
            weights.forEach((name, tensor) -> expected.put(name, differences(model, weights, name, tensor)));
            model.restore(weights);
            step.take(repeated(model, SET, scope), repeated(model, OTHER, scope), targets(model, scope));
            expected.forEach((name, gradient) -> assertThat(
                            Tensor.of(model.network().weight(name).getArray().getGradient())
                                    .toDoubles())
                    .as(name)
                    .containsExactly(gradient, within(OF_DIFFERENCES)));
        }
    }

    private static double[] differences(TrainedModel model, Map<String, Tensor> weights, String name, Tensor tensor) {
        double[] gradient = new double[tensor.toDoubles().length];
        Arrays.setAll(gradient, i -> {
            double[] sides = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] changed = tensor.toDoubles();
                changed[i] += side == 0 ? DIFFERENCE : -DIFFERENCE;
                Map<String, Tensor> all = new LinkedHashMap<>(weights);
                all.put(name, Tensor.of(changed, tensor.shape()));
                model.restore(all);
                sides[side] = loss(model, inputs(model, SET), inputs(model, OTHER));
            }
            return (sides[0] - sides[1]) / (2 * DIFFERENCE);
        });
        return gradient;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void inputGradient_isThatOfTheLogitOfTheLargestTarget(int members) {
        int[] ofLargest = {0, 1, 2, 0};
        try (TrainedModel model = model(members);
                NDManager scope = model.newScope();
                TrainingStep step = new TrainingStep(model, OPTIONS, 10)) {
            double[] gradient = step.inputGradient(repeated(model, SET, scope), targets(model, scope));
            for (int m = 0; m < members; m++) {
                try (TrainedModel member = model.member(m)) {
                    Inputs inputs = inputs(member, SET);
                    int size = inputs.values().length;
                    for (int i = 0; i < size; i++) {
                        int series = i / (size / ROWS.length);
                        double difference = logit(member, inputs, i, DIFFERENCE)[series][ofLargest[series]]
                                - logit(member, inputs, i, -DIFFERENCE)[series][ofLargest[series]];
                        assertThat(gradient[m * size + i])
                                .isEqualTo(difference / (2 * DIFFERENCE), within(OF_DIFFERENCES));
                    }
                }
            }
        }
    }

    private static double[][] logit(TrainedModel model, Inputs inputs, int cell, double change) {
        double[] values = inputs.values().clone();
        values[cell] += change;
        return model.outputs(inputs.with(values), Output.LOGIT);
    }

    @Test
    void train_guided_predictionsStayWithoutTheLeastSalientCells() throws IOException {
        double guided = change(OPTIONS.with(new SaliencyGuidance(0.5, 1)));
        double plain = change(OPTIONS.with(SaliencyGuidance.NONE));
        assertThat(guided).isLessThan(0.7 * plain);
    }

    /** {@return the mean divergence when half of the cells of new series are replaced, after training} */
    private static double change(TrainingOptions options) throws IOException {
        int[] lengths = new int[60];
        Arrays.fill(lengths, 6);
        SeriesSet training = TestModels.series(Precision.DOUBLE, 3, lengths);
        SeriesSet fresh = TestModels.series(Precision.DOUBLE, 4, lengths);
        TrainingOptions all = options.with(new Length(60, 20)).with(Stopping.NEVER);
        try (TrainedModel model = model(2)) {
            int held = TestModels.heldArrays(model);
            TrainingResult result = new Trainer(all, Progress.NONE).train(model, training, null, null, false);
            assertThat(TestModels.heldArrays(model)).isEqualTo(held);
            assertThat(result.best().trainingAccuracy()).isGreaterThan(0.8);
            try (TrainedModel first = model.member(0);
                    NDManager scope = first.newScope();
                    TrainingStep step = new TrainingStep(first, all, 1)) {
                PreparedSeries prepared = first.prepareLabelled(fresh);
                int[] rows = IntStream.range(0, lengths.length).toArray();
                Inputs inputs = prepared.inputs(rows);
                double[][] goals = Targets.of(all.loss(), fresh).of(fresh, rows);
                NDArray targets = scope.create(goals);
                double[] gradient = step.inputGradient(prepared.batch(scope, inputs), targets);
                Inputs less = LeastSalient.replaced(inputs, gradient, 0.5, new long[lengths.length]);
                double[][] before = first.outputs(inputs, Output.PROBABILITY);
                double[][] after = first.outputs(less, Output.PROBABILITY);
                double sum = 0;
                for (int b = 0; b < before.length; b++) {
                    for (int k = 0; k < CLASSES; k++) {
                        sum += before[b][k] * Math.log(before[b][k] / after[b][k]) / before.length;
                    }
                }
                return sum;
            }
        }
    }
}
