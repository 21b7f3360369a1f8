package io.unfade.model.foreign;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unfade.check.Require;
import io.unfade.engine.Gradients;
import io.unfade.engine.ScriptedNetwork;
import io.unfade.model.TrainedModel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * Training mode of a script. The engine computes gradients only in it, and they are right only if the script computes
 * the same in it.
 */
final class TrainingMode {
    private static final double SAME = 1e-6;

    private TrainingMode() {}

    /**
     * Checks that a script computes the same in training mode. This is tested on a second copy, since some layers change
     * in it.
     *
     * @param name of the script, with which messages begin
     * @param inputs in a scope
     * @throws IllegalArgumentException if it does not
     */
    static void check(ScriptedNetwork script, String name, Function<NDManager, NDList> inputs) {
        try (ScriptedNetwork copy = script.copy();
                NDManager scope = copy.newScope()) {
            NDList list = inputs.apply(scope);
            double[][] predicted = Gradients.without(() -> TrainedModel.rows(copy.forward(list, false)));
            double[][] training = Gradients.without(() -> TrainedModel.rows(copy.forward(list, true)));
            for (int b = 0; b < predicted.length; b++) {
                for (int k = 0; k < predicted[b].length; k++) {
                    Require.argument(
                            Math.abs(predicted[b][k] - training[b][k]) <= SAME * (1 + Math.abs(predicted[b][k])),
                            "%s: has layers such as dropout or batch normalization that act in training only; save it"
                                    + " without them, so that its gradients are those of its predictions",
                            name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
