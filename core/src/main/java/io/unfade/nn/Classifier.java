package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.check.Require;
import io.unfade.math.Seeds;
import io.unfade.nn.attention.CellInput;
import io.unfade.nn.attention.InputCellAttention;
import io.unfade.nn.attention.PrefixSums;
import io.unfade.nn.attention.SafeScan;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.Dropout;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.recurrent.RecurrentLayer;
import io.unfade.nn.recurrent.RecurrentStack;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.stem.PreparationBlock;
import io.unfade.nn.stem.StemBlock;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A recurrent classifier of time series: optional preparation, optional stem, optional input-cell attention, recurrent layers, a readout, a
 * linear head.
 *
 * <p>Inputs: {@code x (B, T, C)} and optionally int64 lengths {@code (B)}; absent lengths mean that all T steps are
 * real. Output: logits {@code (B, K)} on the manager of x. In training, dropout acts on the input (with a stem: its
 * outputs), between layers and on the hidden states, as in the authors' code; otherwise the output is a function of the
 * input only, independent of the padding.
 */
public final class Classifier extends WeightedBlock {
    /**
     * Default number of steps between the states that recurrent layers keep for the gradient, see {@link #recompute}.
     */
    public static final int RECOMPUTED_STEPS = RecurrentLayer.RECOMPUTED_STEPS;

    private static final String STEM = "stem.";
    private static final int STEM_STREAM = 1;

    private final ModelSpec spec;
    private final PreparationBlock preparation;
    private final @Nullable StemBlock stem;
    private final @Nullable InputCellAttention attention;
    private final RecurrentStack recurrent;
    private final Readout readout;
    private final Parameter headWeight;
    private final Parameter headBias;
    private final Dropout dropout;
    private final Dropout stemDropout;

    /** Creates the network without weights. */
    public Classifier(ModelSpec spec) {
        this.spec = spec;
        preparation = new PreparationBlock(spec.preparation(), spec.features());
        stem = spec.stem() == null ? null : addChildBlock("stem", StemBlock.of(spec.stem(), spec.preparedFeatures()));
        stemDropout = new Dropout(spec.stem() == null ? 0 : spec.stem().dropout());
        ModelSpec.Attention options = spec.attention();
        attention = options == null
                ? null
                : addChildBlock("attention", new InputCellAttention(spec.readFeatures(), options));
        dropout = new Dropout(spec.dropout());
        int input = attention == null ? spec.readFeatures() : attention.outputWidth();
        recurrent = addChildBlock("rnn", new RecurrentStack(spec, input, dropout));
        readout = addChildBlock("readout", new Readout(spec));
        headWeight = addParameter(Weight.of("head.weight", spec.classes(), spec.readoutWidth()));
        headBias = addParameter(Weight.of("head.bias", spec.classes()));
    }

    /** {@return the architecture} */
    public ModelSpec spec() {
        return spec;
    }

    /**
     * {@return the input-cell attention, if the network has one; {@link InputCellAttention#stream} runs it step by
     * step}
     */
    public Optional<InputCellAttention> attention() {
        return Optional.ofNullable(attention);
    }

    /**
     * {@return a stream that reads one step at a time in constant memory, with a copy of the current weights}
     *
     * @throws IllegalStateException if the network is bidirectional, since backward layers start at a series' end, has
     *     a centred stem, which reads steps ahead, or has no weights yet
     */
    public ClassifierStream stream() {
        if (spec.bidirectional()) {
            throw new IllegalStateException(
                    "a bidirectional model cannot take a series step by step: its backward layers start at the end");
        }
        if (!isInitialized()) {
            throw new IllegalStateException("the network has no weights yet");
        }
        return new ClassifierStream(
                spec.features(),
                preparation.stream(stem),
                attention == null ? null : attention.stream(),
                recurrent.streams(),
                readout.stream(),
                readout.weighsScores() ? Affine.weighing(headWeight, headBias) : Affine.of(headWeight, headBias));
    }

    /** {@return every parameter by its name in a weights file, in a fixed order} */
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        if (stem != null) {
            stem.weights().forEach((name, value) -> weights.put(STEM + name, value));
        }
        if (attention != null) {
            attention.weights().forEach((name, value) -> weights.put("attention." + name, value));
        }
        recurrent.weights().forEach((name, value) -> weights.put("rnn." + name, value));
        readout.weights().forEach((name, value) -> weights.put("readout." + name, value));
        weights.put(headWeight.getName(), headWeight);
        weights.put(headBias.getName(), headBias);
        return Collections.unmodifiableMap(weights);
    }

    /** {@return those of {@link #weights} that are learnt by their gradients: all but a stem's running statistics} */
    public Map<String, Parameter> learntWeights() {
        Map<String, Parameter> learnt = new LinkedHashMap<>(weights());
        if (stem != null) {
            stem.statistics().keySet().forEach(name -> learnt.remove(STEM + name));
        }
        return Collections.unmodifiableMap(learnt);
    }

    /**
     * {@return the parameter with a name of {@link #weights}}
     *
     * @throws IllegalArgumentException if there is none
     */
    public Parameter weight(String name) {
        return Require.present(weights().get(name), "the network has no weight '%s'", name);
    }

    /** {@return the shape of the array of a weight, with a leading axis for several members} */
    public Shape shape(String name) {
        return Weight.shape(weight(name), spec.members());
    }

    /**
     * Sets the values of a weight, once.
     *
     * @param name a name of {@link #weights}
     * @param array of the weight's shape; stays on its manager
     * @throws IllegalArgumentException if there is no such weight or the shape does not match
     */
    public void setWeight(String name, NDArray array) {
        Weight.set(weight(name), array, spec.members());
    }

    /**
     * Sets gradient checkpointing: recurrent layers keep only their state at the start of each segment of steps for the
     * gradient, and run the steps between again. This limits their memory, and ends the backward pass where the
     * gradient has vanished below 2^-73 of its maximum; otherwise it costs a forward pass. Not while in use.
     *
     * @param steps of a segment, {@value #RECOMPUTED_STEPS} at the start; shorter series are kept whole. 0 keeps everything.
     */
    public void recompute(int steps) {
        Require.argument(steps >= 0, "steps between kept states must be at least 0, but was %d", steps);
        recurrent.recompute(steps);
    }

    /**
     * Starts a new stream of dropout masks. Masks depend only on this seed, 0 by default, and on the forward passes
     * since. Not while in use.
     */
    public void seedDropout(long seed) {
        dropout.seed(seed);
        stemDropout.seed(Seeds.derive(seed, STEM_STREAM));
    }

    /**
     * {@return the hidden states of the last layer at each step that it sees, {@code (B, T', H)}, or {@code (B, T', 2H)}
     * if bidirectional; T' is T without preparation and stem}
     */
    public NDArray hiddenStates(ParameterStore store, NDList inputs, boolean training) {
        return hiddenStates(store, inputs, read -> cellInput(store, read, training), training);
    }

    private NDArray hiddenStates(
            ParameterStore store, NDList inputs, Function<NDArray, CellInput> reading, boolean training) {
        CellInput input = reading.apply(read(store, inputs, training));
        return recurrent.forward(store, input, readLengths(inputs), training);
    }

    /** {@return what the attention or the first layer sees, {@code (B, T', C')}: the stem's outputs or the prepared series} */
    private NDArray read(ParameterStore store, NDList inputs, boolean training) {
        Lengths lengths = Lengths.of(inputs);
        NDArray x = preparation.forward(inputs.head(), lengths);
        NDArray read = stem == null
                ? x
                : stem.forward(store, stemDropout.apply(x, training), preparation.lengths(lengths), training);
        return dropout.apply(read, training);
    }

    private Lengths readLengths(NDList inputs) {
        Lengths lengths = preparation.lengths(Lengths.of(inputs));
        return stem == null ? lengths : stem.lengths(lengths);
    }

    /**
     * {@return the inputs of the first recurrent layer at each step, {@code (B, T', in)}, in evaluation mode: the
     * attention's output, the stem's or the prepared series}
     */
    public NDArray cellInputs(ParameterStore store, NDList inputs) {
        NDArray read = read(store, inputs, false);
        return attention == null
                ? read
                : attention.forward(store, new NDList(read), false).head();
    }

    /** {@return the inputs of the last recurrent layer at each step, {@code (B, T', in)}, in evaluation mode} */
    public NDArray lastLayerInputs(ParameterStore store, NDList inputs) {
        return recurrent.lastLayerInputs(store, cellInputs(store, inputs), readLengths(inputs));
    }

    private CellInput cellInput(ParameterStore store, NDArray x, boolean training) {
        if (attention == null) {
            return new CellInput.Plain(x);
        }
        // a product with the weights of several members, each for its own rows, has no form without the output
        return attention.pooling() == HopPooling.MEAN || spec.members() > 1
                ? new CellInput.Plain(
                        attention.forward(store, new NDList(x), training).head())
                : new CellInput.Projecting(x, weight -> attention.forwardProjected(store, x, weight, training));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(logits(store, inputs, x -> cellInput(store, x, training), training));
    }

    /**
     * {@return the logits {@code (B, K)}}
     *
     * @param reading maps the stem's outputs or the prepared series, after dropout, to the input of the first recurrent layer
     */
    NDArray logits(ParameterStore store, NDList inputs, Function<NDArray, CellInput> reading, boolean training) {
        NDArray states = dropout.apply(hiddenStates(store, inputs, reading, training), training);
        return head(store, readout.forward(store, states, readLengths(inputs), training), training);
    }

    private NDArray head(ParameterStore store, NDArray vector, boolean training) {
        NDArray weight = Weight.value(store, headWeight, vector, training);
        NDArray bias = Weight.value(store, headBias, vector, training);
        if (!readout.weighsScores()) {
            return Weight.product(vector, weight, bias);
        }
        NDArray joined = Weight.joined(weight, bias);
        joined.attach(vector.getManager());
        return Weight.product(vector, joined, null);
    }

    /**
     * {@return the logits of all prefixes of the series, {@code (B, T', K)}, in evaluation mode: those of the first t steps at
     * place {@link ModelSpec#readSteps readSteps(t)} - 1; without meaning in the padding}
     *
     * @throws IllegalStateException if the network {@linkplain ModelSpec#readsForwards does not read forwards}
     */
    public NDArray logitsOfPrefixes(ParameterStore store, NDList inputs) {
        if (!spec.readsForwards()) {
            throw new IllegalStateException("a prefix of a series has other hidden states in this network");
        }
        return head(
                store,
                readOut(store, hiddenStates(store, inputs, false), start()).vectors(),
                false);
    }

    /**
     * {@return whether the network can go on from a {@link PrefixState}: it {@linkplain ModelSpec#readsForwards reads
     * forwards} and {@linkplain ModelSpec#readsEachStepAlone each step alone}}
     */
    public boolean resumes() {
        return spec.readsForwards() && spec.readsEachStepAlone();
    }

    /** {@return the state before the first step} */
    public PrefixState start() {
        return PrefixState.start(spec.layers());
    }

    /**
     * {@return the logits after each of the steps that follow others, {@code (B, T, K)}, in evaluation mode; differentiable by
     * these steps}
     *
     * @param x the steps that follow {@code (B, T, C)}
     * @param before the state after those before, a constant, on the manager of x; only if the network {@link #resumes}
     */
    public NDArray logitsAfter(ParameterStore store, NDArray x, PrefixState before) {
        return head(store, follow(store, x, before).readout().vectors(), false);
    }

    /**
     * {@return the logits after the last of the steps that follow others, {@code (B, K)}, as for {@link #logitsAfter}}
     *
     * @param inputs the steps that follow {@code (B, T, C)}, and optionally their numbers, int64 {@code (B)}
     */
    public NDArray logitsAtEnd(ParameterStore store, NDList inputs, PrefixState before) {
        return Lengths.of(inputs).last(logitsAfter(store, inputs.head(), before));
    }

    /** {@return the state after steps that follow others, as for {@link #logitsAfter}} */
    public PrefixState stateAfter(ParameterStore store, NDArray x, PrefixState before) {
        Following following = follow(store, x, before);
        SafeScan scan = following.scan();
        return new PrefixState(
                before.steps() + (int) x.getShape().get(1),
                scan == null ? new NDList() : scan.sums().arrays(),
                following.layers(),
                following.readout().kept());
    }

    private record Following(@Nullable SafeScan scan, List<NDList> layers, ResumedReadout readout) {}

    private Following follow(ParameterStore store, NDArray x, PrefixState before) {
        NDArray input = read(store, new NDList(x), false);
        SafeScan scan = null;
        if (attention != null) {
            InputCellAttention.Resumed resumed =
                    attention.resume(store, input, PrefixSums.of(before.attention()), before.steps());
            input = resumed.output();
            scan = resumed.scan();
        }
        List<NDList> layers = new ArrayList<>(before.layers());
        NDArray states = recurrent.resume(store, input, layers);
        return new Following(scan, layers, readOut(store, states, before));
    }

    private ResumedReadout readOut(ParameterStore store, NDArray states, PrefixState before) {
        return ResumedReadout.of(spec.readout().kind(), readout, store, states, before.readout(), before.steps());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), spec.classes())};
    }
}
