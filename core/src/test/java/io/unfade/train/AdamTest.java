package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The optimiser against its textbook definition in plain Java. */
class AdamTest {
    private static final double ROUNDING = 1e-13;
    private static final double RATE = 0.05;
    private static final int STEPS = 6;
    private static final double[] CONSTANT = {1, 1, 1, 1, 1, 1};
    /** Two steps of warm-up, then cosines of 0, 45, 90 and 135 degrees. */
    private static final double[] COSINE_AFTER_WARMUP = {
        1.0 / 3, 2.0 / 3, 1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2
    };

    @ParameterizedTest
    @CsvSource({
        "ADAM,0,0,CONSTANT,0",
        "ADAM,0.1,0,CONSTANT,0",
        "ADAM,0,0.5,CONSTANT,0",
        "ADAMW,0.1,0,CONSTANT,0",
        "ADAMW,0.1,0.5,CONSTANT,0",
        "ADAM,0.1,1000,CONSTANT,0",
        "ADAM,0.1,0,COSINE,0.3",
        "ADAMW,0.1,0,COSINE,0.3"
    })
    void step_severalSteps_followTheDefinition(
            Optimizer optimizer, double decay, double clip, Schedule schedule, double warmup) {
        Descent descent = new Descent(optimizer, RATE, schedule, warmup, decay, clip, 0);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 1);
                Adam adam = new Adam(model, descent, STEPS)) {
            Map<String, double[]> expected = new LinkedHashMap<>();
            model.weights().forEach((name, tensor) -> expected.put(name, tensor.toDoubles()));
            Reference reference = new Reference(descent);
            Random random = new Random(7);
            for (int step = 0; step < STEPS; step++) {
                Map<String, double[]> gradients = new LinkedHashMap<>();
                expected.forEach((name, values) ->
                        gradients.put(name, random.doubles(values.length, -1, 2).toArray()));
                reference.step(expected, gradients);
                step(model, adam, gradients);
            }
            assertThat(adam.steps()).isEqualTo(STEPS);
            expected.forEach((name, values) -> assertThat(
                            Objects.requireNonNull(model.weights().get(name)).toDoubles())
                    .as(name)
                    .containsExactly(values, within(ROUNDING)));
        }
    }

    /** Steps with given gradients, by the sum of the weights times these. */
    private static void step(TrainedModel model, Adam adam, Map<String, double[]> gradients) {
        try (NDManager scope = model.newScope()) {
            Gradients.ofParameters(model.parameters(), () -> {
                NDArray sum = scope.zeros(new Shape(), model.parameters().head().getDataType());
                for (var entry : gradients.entrySet()) {
                    NDArray weight = model.network().weight(entry.getKey()).getArray();
                    NDArray factor = Tensor.of(
                                    entry.getValue(), weight.getShape().getShape())
                            .toArray(scope, weight.getDataType());
                    sum = sum.add(factor.mul(weight).sum());
                }
                return sum;
            });
            Gradients.without(() -> {
                adam.step();
                return true;
            });
        }
    }

    /** Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2; one number at a time. */
    private static final class Reference {
        private final boolean decoupled;
        private final double decay;
        private final double clip;
        private final double[] rates;
        private final Map<String, double[]> first = new LinkedHashMap<>();
        private final Map<String, double[]> second = new LinkedHashMap<>();
        private int k;

        Reference(Descent descent) {
            decoupled = descent.optimizer() == Optimizer.ADAMW;
            decay = descent.weightDecay();
            clip = descent.clipNorm();
            rates = descent.schedule() == Schedule.CONSTANT ? CONSTANT : COSINE_AFTER_WARMUP;
        }

        void step(Map<String, double[]> weights, Map<String, double[]> gradients) {
            k++;
            double squares = gradients.values().stream()
                    .flatMapToDouble(Arrays::stream)
                    .map(g -> g * g)
                    .sum();
            double scale = clip > 0 && Math.sqrt(squares) > clip ? clip / Math.sqrt(squares) : 1;
            weights.forEach((name, w) -> {
                double[] gradient = Objects.requireNonNull(gradients.get(name));
                double[] m = first.computeIfAbsent(name, key -> new double[w.length]);
                double[] v = second.computeIfAbsent(name, key -> new double[w.length]);
                for (int i = 0; i < w.length; i++) {
                    double g = scale * gradient[i] + (decoupled ? 0 : decay * w[i]);
                    m[i] = 0.9 * m[i] + 0.1 * g;
                    v[i] = 0.999 * v[i] + 0.001 * g * g;
                    double mHat = m[i] / (1 - Math.pow(0.9, k));
                    double vHat = v[i] / (1 - Math.pow(0.999, k));
                    w[i] -= RATE * rates[k - 1] * (mHat / (Math.sqrt(vHat) + 1e-8) + (decoupled ? decay * w[i] : 0));
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"ADAM", "ADAMW"})
    void restore_momentsOfBefore_goesOnAsIfNeverStopped(Optimizer optimizer) {
        Descent descent = new Descent(optimizer, RATE, Schedule.COSINE, 0, 0.1, 0, 0);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1);
                TrainedModel other = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 2)) {
            Map<String, double[]> gradients = new LinkedHashMap<>();
            model.weights().forEach((name, tensor) -> gradients.put(name, tensor.toDoubles()));
            try (Adam whole = new Adam(model, descent, STEPS);
                    Adam resumed = new Adam(other, descent, STEPS)) {
                step(model, whole, gradients);
                Map<String, Tensor> weights = model.weights();
                Map<String, Tensor> moments = whole.moments();
                step(model, whole, gradients);
                other.restore(weights);
                Gradients.without(() -> {
                    resumed.restore(1, moments);
                    return true;
                });
                step(other, resumed, gradients);
                assertThat(other.weights()).isEqualTo(model.weights());
                assertThat(resumed.moments()).isEqualTo(whole.moments());
                assertThat(other.weights()).isNotEqualTo(weights);
            }
        }
    }
}
