package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.check.Require;
import io.unfade.engine.Constants;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Input-cell attention: what a recurrent cell sees at step t is a fixed-size matrix M_t whose A rows attend to all
 * inputs x_1..x_t, not x_t alone.
 *
 * <pre>{@code
 * e_j = W2 tanh(W1 x_j + b1) + b2         (A)      the score of step j at each hop
 * A_t = softmax over j <= t of e_j        (A, t)
 * M_t = A_t X_{<=t}                       (A, C)
 * }</pre>
 *
 * <p>Input {@code (B, T, C)}. Output {@code (B, T, A*C)} for {@link HopPooling#CONCAT} (row-major, hop 0 first) and
 * {@link HopPooling#CONCAT_L2}, {@code (B, T, C)} for {@link HopPooling#MEAN}. float32 or float64. Time is axis 1;
 * step t depends on steps up to t only, so padding on the right changes nothing before it.
 *
 * <p>Cost: O(T) time and memory; see {@link PrefixScan}. Any finite scores are safe. Output arrays belong to the
 * manager of the input. A forward pass does not change the block; safe from several threads once initialised.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi: Input-Cell Attention Reduces Vanishing Saliency
 *       of Recurrent Neural Networks, NeurIPS 2019, section 4, equations 5 and 6.
 * </ol>
 *
 * Differs from the paper: computed as a ratio of prefix sums instead of a softmax from scratch at every step; the same
 * numbers. b2 is a parameter but not used: it cancels in the softmax, and its gradient is exactly 0.
 */
public final class InputCellAttention extends WeightedBlock {
    /* Below these bounds exp(e), sums of it over 10^6 steps and products of two of them are finite and normal. */
    private static final double SAFE_SPREAD_SINGLE = 80;
    private static final double SAFE_SPREAD_DOUBLE = 600;

    private final int features;
    private final int hops;
    private final int width;
    private final HopPooling pooling;
    private final Parameter w1;
    private final Parameter b1;
    private final Parameter w2;
    private final Parameter b2;

    /**
     * Creates the block; its weights are set later.
     *
     * @param features C, at least 1
     * @param hops A, at least 1
     * @param width D, at least 1
     * @param pooling how the rows of M_t become the output
     * @throws IllegalArgumentException if a size is below 1
     */
    public InputCellAttention(int features, int hops, int width, HopPooling pooling) {
        Require.argument(features >= 1, "features must be at least 1, but was %d", features);
        Require.argument(hops >= 1, "attention hops must be at least 1, but was %d", hops);
        Require.argument(width >= 1, "attention width must be at least 1, but was %d", width);
        this.features = features;
        this.hops = hops;
        this.width = width;
        this.pooling = pooling;
        w1 = addParameter(Weight.of("w1.weight", width, features));
        b1 = addParameter(Weight.of("w1.bias", width));
        w2 = addParameter(Weight.of("w2.weight", hops, width));
        b2 = addParameter(Weight.of("w2.bias", hops));
    }

    /** {@return the parameters by their name in a weights file, without prefix} */
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (Parameter parameter : new Parameter[] {w1, b1, w2, b2}) {
            weights.put(parameter.getName(), parameter);
        }
        return weights;
    }

    /** {@return how the rows of M_t become the output} */
    public HopPooling pooling() {
        return pooling;
    }

    /** {@return the width of the output} */
    public int outputWidth() {
        return pooling.width(hops, features);
    }

    /**
     * {@return a stream that takes one step at a time in constant memory, with a copy of the present weights}
     *
     * @throws IllegalStateException if the weights have no values yet
     */
    public AttentionStream stream() {
        if (!isInitialized()) {
            throw new IllegalStateException("the attention has no weights yet");
        }
        Affine first = new Affine(ColumnMatrix.inDouble(w1.getArray()), Weight.doubles(b1.getArray()));
        ColumnMatrix second = ColumnMatrix.inDouble(w2.getArray());
        return new AttentionStream(new AttentionStream.Weights(first, second), pooling);
    }

    private static double[][] rows(Parameter parameter, int columns) {
        Number[] values = parameter.getArray().toArray();
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i].doubleValue();
        }
        return rows;
    }

    /**
     * The scores without b2, {@code (B, T, A)}: |e_jk| is at most the sum of the absolute weights of hop k.
     *
     * @param x {@code (B, T, C)}
     */
    NDArray scores(ParameterStore store, NDArray x, boolean training) {
        NDArray hidden = linear(x, value(store, w1, x, training), value(store, b1, x, training))
                .tanh();
        return linear(hidden, value(store, w2, x, training), null);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray x = inputs.head();
        PrefixScan scan = scan(store, x, training);
        return new NDList(
                switch (pooling) {
                    case MEAN -> scan.meanOverHops(x);
                    case CONCAT -> flatten(scan.perHop(x));
                    case CONCAT_L2 -> {
                        NDArray flat = flatten(scan.perHop(x));
                        NDArray squares = flat.square().sum(new int[] {2}, true);
                        NDArray norm =
                                squares.maximum(Constants.of(1e-24, squares)).sqrt();
                        yield flat.div(norm);
                    }
                });
    }

    /**
     * The output times a weight matrix, {@code W vec(M_t)}, without ever holding M: each hop's block of the matrix is
     * applied to x before the scan, which then runs over G values a hop instead of C. Exact; cheaper where G is smaller
     * than C. Only for {@link HopPooling#CONCAT}.
     *
     * @param x {@code (B, T, C)}
     * @param weight {@code (G, A*C)}
     * @return {@code (B, T, G)}
     */
    NDArray forwardProjected(ParameterStore store, NDArray x, NDArray weight, boolean training) {
        Require.argument(pooling == HopPooling.CONCAT, "only concat can be projected before the scan");
        long gates = weight.getShape().get(0);
        // x leads every operation, so that nothing lands on the manager of the weight
        NDArray blocks = owned(weight.reshape(gates, hops, features), x);
        blocks = owned(blocks.transpose(1, 0, 2), x).reshape(hops * gates, features);
        NDArray values = linear(x, blocks, null)
                .reshape(x.getShape().get(0), x.getShape().get(1), hops, gates);
        return scan(store, x, training).sumOverHops(values);
    }

    private PrefixScan scan(ParameterStore store, NDArray x, boolean training) {
        NDArray scores = scores(store, x, training);
        double spread = 2 * maxAbsoluteRowSum();
        boolean bounded = spread < (x.getDataType() == DataType.FLOAT64 ? SAFE_SPREAD_DOUBLE : SAFE_SPREAD_SINGLE);
        return PrefixScan.of(scores, bounded);
    }

    private double maxAbsoluteRowSum() {
        return Arrays.stream(rows(w2, width))
                .mapToDouble(row -> Arrays.stream(row).map(Math::abs).sum())
                .max()
                .orElse(0);
    }

    private static NDArray flatten(NDArray perHop) {
        Shape shape = perHop.getShape();
        return perHop.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
    }

    private static NDArray owned(NDArray array, NDArray owner) {
        array.attach(owner.getManager());
        return array;
    }

    private static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        return Linear.linear(x, weight, bias).head();
    }

    private static NDArray value(ParameterStore store, Parameter parameter, NDArray x, boolean training) {
        return store.getValue(parameter, x.getDevice(), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), input.get(1), outputWidth())};
    }
}
