package io.unfade.model.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Require;
import io.unfade.model.Batch;
import io.unfade.model.Derivatives;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A recurrent model seen through its outputs after every step, for series whose steps have classes of their own: T times K
 * outputs, that of class k after step t at place {@code t K + k}.
 *
 * <pre>{@code
 * output_{tK+k}(x) = output_k(x_1..x_{t+1}),   t = 0..T-1 }</pre>
 *
 * <p>Reads series of T steps each. Probabilities and log-odds are those of the K classes of a step, so the probabilities of a
 * series sum to T. Cost: a pass is one of the model over the whole series. Uses the model, which stays its owner's: closing
 * this releases nothing. Thread-safe as the model is.
 */
public final class EveryStep implements DifferentiableModel {
    private final TrainedModel model;
    private final int steps;

    /**
     * A view of a model.
     *
     * @param model outlives the view
     * @param steps T, at least 1
     * @throws IllegalArgumentException if the states after a step depend on later ones, see {@link
     *     ModelSpec#readsForwards}
     */
    public EveryStep(TrainedModel model, int steps) {
        Require.atLeastOne("steps", steps);
        Require.argument(
                model.spec().readsForwards(),
                "outputs after every step need a network that reads forwards: not bidirectional, without a centred stem and"
                        + " means over blocks");
        this.model = model;
        this.steps = steps;
    }

    /** {@return that of the model, with the outputs of all steps as unnamed classes} */
    @Override
    public Signature signature() {
        Signature of = model.signature();
        return new Signature(
                of.features(),
                Math.multiplyExact(steps, of.classes()),
                new Signature.Names(null, of.names().ofFeatures()),
                of.standardizer(),
                of.precision(),
                of.outputs(),
                of.masksPadding());
    }

    @Override
    public double noiseLevel() {
        return model.noiseLevel();
    }

    /**
     * {@return an output of every class after every step, {@code [B][T K]}}
     *
     * @throws IllegalArgumentException if a series has another number of steps
     */
    @Override
    public double[][] outputs(Inputs inputs, Output output) {
        check(inputs);
        return Arrays.stream(model.outputsOfPrefixes(inputs, 1, output))
                .map(EveryStep::joined)
                .toArray(double[][]::new);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a series has another number of steps
     */
    @Override
    public Derivative derivative(Inputs inputs, Output output, Seed seed) {
        check(inputs);
        try (NDManager scope = model.newScope()) {
            Shape shape = new Shape(inputs.count(), steps, inputs.features());
            NDArray series = Batch.array(scope, inputs.values(), shape, model.precision());
            int classes = model.spec().classes();
            Derivative ofSteps = Derivatives.of(
                    series,
                    output,
                    new OfSteps(seed, steps),
                    model.softmax(),
                    x -> ofSteps(model.logitsOfPrefixes(new NDList(x))).reshape(-1, classes));
            return new Derivative(joined(ofSteps.outputs(), steps), ofSteps.gradient());
        }
    }

    private void check(Inputs inputs) {
        Require.argument(
                inputs.steps() == steps && inputs.equalLengths(),
                "the outputs are those after each of %d steps, and all series must have so many",
                steps);
    }

    /** {@return the logits after each step {@code (B, T, K)}, of those at the places that the network sees} */
    private NDArray ofSteps(NDArray logits) {
        long[] places = IntStream.rangeClosed(1, steps)
                .mapToLong(t -> model.spec().readSteps(t) - 1)
                .toArray();
        if (Arrays.equals(places, IntStream.range(0, steps).asLongStream().toArray())) {
            return logits;
        }
        long series = logits.getShape().get(0);
        NDArray index = logits.getManager()
                .create(places, new Shape(1, steps, 1))
                .broadcast(series, steps, model.spec().classes());
        return logits.gather(index, 1);
    }

    /** {@return rows of several steps one after the other} */
    private static double[] joined(double[]... ofSteps) {
        return Arrays.stream(ofSteps).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][] joined(double[][] ofSteps, int steps) {
        double[][] ofSeries = new double[ofSteps.length / steps][];
        Arrays.setAll(ofSeries, b -> joined(Arrays.copyOfRange(ofSteps, b * steps, (b + 1) * steps)));
        return ofSeries;
    }

    /** The weights {@code [B T][K]} of the outputs of steps, from those of series {@code [B][T K]}. */
    private record OfSteps(Seed ofSeries, int steps) implements Seed {
        @Override
        public double[][] of(double[][] probabilities) {
            return split(ofSeries.of(joined(probabilities, steps)));
        }

        @Override
        public double[][] of(double[][] probabilities, double[][] outputs) {
            return split(ofSeries.of(joined(probabilities, steps), joined(outputs, steps)));
        }

        private double[][] split(double[]... weights) {
            double[][] ofSteps = new double[weights.length * steps][];
            int classes = weights[0].length / steps;
            Arrays.setAll(ofSteps, row -> {
                int from = row % steps * classes;
                return Arrays.copyOfRange(weights[row / steps], from, from + classes);
            });
            return ofSteps;
        }
    }
}
