package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.nn.GoldenNetworks;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.TrainingOptions.Regime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The loss and its gradients. */
class LossTest {
    private static final double GOLDEN = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "cell_hop_mean_tiny.npz,MEAN,STANDARD,ce",
        "cell_hop_mean_tiny.npz,MEAN,AUTHORS,ce_official",
        "cell_concat_tiny.npz,CONCAT,STANDARD,ce",
        "cell_concat_tiny.npz,CONCAT,AUTHORS,ce_official",
        "cell_concat_l2norm_tiny.npz,CONCAT_L2,STANDARD,ce",
        "cell_concat_l2norm_tiny.npz,CONCAT_L2,AUTHORS,ce_official"
    })
    void loss_goldenCell_matchesValueAndWeightGradients(String file, HopPooling pooling, Regime regime, String loss)
            throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, DataType.FLOAT64)) {
            Classifier network = GoldenNetworks.inputCell(golden, "", pooling);
            Map<String, NDArray> expected = GoldenNetworks.arrays(network, golden, "grad_" + loss + ".");
            try (TrainedModel model = TestModels.of(network);
                    NDManager scope = model.newScope()) {
                NDArray x = golden.array("x");
                x.attach(scope);
                NDArray value = Gradients.ofParameters(
                        model.parameters(), () -> TrainingStep.loss(regime, logits(model, x), target(golden)));
                assertThat(value.getDouble()).isEqualTo(golden.doubles("loss_" + loss)[0], within(GOLDEN));
                assertThat(expected)
                        .hasSameSizeAs(network.weights().keySet().stream()
                                .filter(name -> !name.equals("rnn.bias_hh_l0"))
                                .toList());
                for (var entry : expected.entrySet()) {
                    try (NDArray gradient =
                            model.network().weight(entry.getKey()).getArray().getGradient()) {
                        Golden.assertClose(gradient, entry.getValue(), entry.getKey(), GOLDEN);
                    }
                }
            }
        }
    }

    private static NDArray logits(TrainedModel model, NDArray x) {
        return model.logits(new NDList(x));
    }

    private static NDArray target(Golden golden) {
        try {
            return golden.onTarget("logits");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void loss_weightedClasses_isTheWeightedMeanWorkedByHand() {
        try (NDManager manager = EngineRuntime.newManager()) {
            double third = Math.log(3);
            NDArray logits = manager.create(new double[] {0, 0, 0, 0, third, 0}, new Shape(2, 3));
            // Series 0 is of class 0, weight 3, probability 1/3; series 1 of class 1, weight 0.5, probability 3/5.
            NDArray targets = manager.create(new double[] {3, 0, 0, 0, 0.5, 0}, new Shape(2, 3));
            double expected = (3 * Math.log(3) + 0.5 * Math.log(5.0 / 3)) / 3.5;
            assertThat(TrainingStep.loss(Regime.STANDARD, logits, targets).getDouble())
                    .isEqualTo(expected, within(GOLDEN));
        }
    }

    @Test
    void loss_authorsRegime_isTheCrossEntropyOfTheSoftmax() {
        try (NDManager manager = EngineRuntime.newManager()) {
            NDArray logits = manager.create(new double[] {Math.log(3), 0}, new Shape(1, 2));
            NDArray targets = manager.create(new double[] {1, 0}, new Shape(1, 2));
            // The softmax is (3/4, 1/4), and the softmax of that is the logistic function of their difference, 1/2.
            assertThat(TrainingStep.loss(Regime.AUTHORS, logits, targets).getDouble())
                    .isEqualTo(Math.log1p(Math.exp(-0.5)), within(GOLDEN));
        }
    }
}
