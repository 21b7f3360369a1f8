package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The heap's network is the engine's: the same logits and, traversed without a reference, the same gradient. */
class NetworkTest {
    private static final double ROUNDING = 1e-10;
    private static final int[] LENGTHS = RandomModels.LENGTHS;

    static List<ModelSpec> specs() {
        return RandomModels.everySpec();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void logits_areThoseOfTheModel(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[][] expected = model.outputs(inputs, Output.LOGIT);
            List<Network> networks = Network.all(model);
            for (int b = 0; b < LENGTHS.length; b++) {
                double[] logits = new double[TestModels.CLASSES];
                for (Network network : networks) {
                    double[] own = network.run(inputs.values(), inputs.offset(b), LENGTHS[b])
                            .logits();
                    Arrays.setAll(logits, k -> logits[k] + own[k] / networks.size());
                }
                assertThat(logits).containsExactly(expected[b], within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void multipliers_withoutReference_areTheGradient(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] seed = {1, -2, 0.5};
            double[][] seeds = new double[LENGTHS.length][];
            Arrays.fill(seeds, seed);
            DifferentiableModel.Derivative expected = model.derivative(inputs, Output.LOGIT, probabilities -> seeds);
            double[] gradient = new double[inputs.values().length];
            List<Network> networks = Network.all(model);
            double[] share = Arrays.stream(seed).map(m -> m / networks.size()).toArray();
            for (int b = 0; b < LENGTHS.length; b++) {
                for (Network network : networks) {
                    Network.Run run = network.run(inputs.values(), inputs.offset(b), LENGTHS[b]);
                    run.back(run, DeepLiftRules.RULES, share, gradient, inputs.offset(b));
                }
            }
            assertThat(gradient).containsExactly(expected.gradient(), within(ROUNDING * 10));
            assertThat(Arrays.stream(gradient).map(Math::abs).sum()).isPositive();
        }
    }
}
