package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unfade.check.Require;
import io.unfade.engine.Gradients;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.PrefixState;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A {@link KeptPrefix} of a network of ours, whose state stays in the engine's memory. */
final class NetworkPrefix implements KeptPrefix {
    private final TrainedModel model;
    private final Members members;
    private final int series;
    private final PrefixState state;
    /** Owns the state. */
    private final NDManager owner;

    private NetworkPrefix(TrainedModel model, int series, PrefixState state) {
        this.model = model;
        this.series = series;
        this.state = state;
        members = new Members(model.spec().members());
        owner = model.newScope();
        state.arrays().attach(owner);
    }

    static NetworkPrefix start(TrainedModel model, int series) {
        if (!model.resumes()) {
            throw new IllegalStateException("this network keeps no state of the first steps of a series");
        }
        Require.atLeastOne("series", series);
        return new NetworkPrefix(model, series, model.network().start());
    }

    @Override
    public Signature signature() {
        return model.signature();
    }

    @Override
    public double noiseLevel() {
        return model.noiseLevel();
    }

    @Override
    public int steps() {
        return state.steps();
    }

    @Override
    public int series() {
        return series;
    }

    @Override
    public KeptPrefix read(Inputs next, int... kept) {
        Require.size("the series that go on", series, next.count());
        Require.argument(
                IntStream.of(kept).allMatch(row -> next.lengths()[row] == next.steps()),
                "all series that go on must have the same %d steps",
                next.steps());
        try (NDManager scope = model.newScope()) {
            boolean all = Arrays.equals(kept, IntStream.range(0, series).toArray());
            NDArray x = array(scope, all ? next : next.first(next.steps(), kept));
            PrefixState before = all ? repeated(scope, 1) : state.of(scope, members.count(), kept);
            return new NetworkPrefix(
                    model,
                    kept.length,
                    Gradients.without(() -> model.network().stateAfter(model.store(), members.repeated(x), before)));
        }
    }

    @Override
    public double[][] outputs(Inputs later, Output output) {
        double[][][] all = outputsOfPrefixes(later, 1, output);
        return Arrays.stream(all).map(ofRow -> ofRow[ofRow.length - 1]).toArray(double[][]::new);
    }

    @Override
    public double[][][] outputsOfPrefixes(Inputs later, int first, Output output) {
        try (NDManager scope = model.newScope()) {
            NDArray x = array(scope, later);
            PrefixState before = repeated(scope, variants(later));
            Tensor logits = Tensor.of(Gradients.without(() -> members.mean(
                    new NDList(x), repeated -> model.network().logitsAfter(model.store(), repeated.head(), before))));
            return new PrefixLogits(logits, later, model.spec(), model.softmax()).outputs(first, output);
        }
    }

    @Override
    public Derivative derivative(Inputs later, Output output, Seed seed) {
        try (NDManager scope = model.newScope()) {
            Batch batch = Batch.of(scope, later, model.precision());
            PrefixState before = repeated(scope, variants(later));
            return Derivatives.of(
                    batch.x(),
                    output,
                    seed,
                    model.softmax(),
                    x -> members.mean(
                            batch.inputs(x), repeated -> model.network().logitsAtEnd(model.store(), repeated, before)));
        }
    }

    private int variants(Inputs later) {
        Require.argument(
                later.count() % series == 0,
                "%d rows are no whole number of variants of %d series",
                later.count(),
                series);
        return later.count() / series;
    }

    private NDArray array(NDManager scope, Inputs inputs) {
        return Batch.of(scope, inputs, model.precision()).x();
    }

    private PrefixState repeated(NDManager scope, int variants) {
        return state.repeated(scope, members.count(), variants);
    }

    @Override
    public void close() {
        owner.close();
    }
}
