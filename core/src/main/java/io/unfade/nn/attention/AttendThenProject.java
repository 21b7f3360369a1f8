package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.unfade.engine.Constants;
import io.unfade.engine.CustomGradient;
import io.unfade.nn.attention.RowGroups.Rows;
import io.unfade.nn.attention.RowGroups.Sum;
import io.unfade.nn.layer.Subnormals;
import io.unfade.nn.spec.HopPooling;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Attention of every hop over every prefix, times a weight matrix: y_t = W vec(M_t), for scores with finite and normal
 * exp. M is computed a few rows at a time and not kept; the backward pass recomputes it.
 *
 * <p>In a chunk of time with inputs X and sums S from earlier chunks, the row of step t and hop k is
 *
 * <pre>{@code
 * M_tk = ([p_jk for j<=t | 1 for hop k] / Z_tk) [X ; S]
 * }</pre>
 *
 * one matrix product for all steps and hops of the chunk. Time O(T A C (L + A + G)), memory O(T (A + C + A C / L)).
 */
final class AttendThenProject {
    private static final int CHUNK = 25;

    private final PrefixSoftmax softmax;
    private final NDArray values;
    private final @Nullable NDArray weight;
    private final boolean normalized;
    private final long hops;
    private final long steps;
    private final long features;
    /** p of each hop, followed by the hop's unit vector for sums of earlier chunks, {@code (B*n, A, L or L+A)}. */
    private final NDArray hopRows;
    /** Values, and sums of earlier chunks, {@code (B*n, L or L+A, C)}. */
    private final NDArray right;
    /** 0 for future steps, {@code (L, 1, L or L+A)}. */
    private final NDArray mask;

    private AttendThenProject(PrefixSoftmax softmax, NDArray values, @Nullable NDArray weight, boolean normalized) {
        this.softmax = softmax;
        this.values = values;
        this.weight = weight;
        this.normalized = normalized;
        hops = softmax.p().getShape().get(2);
        steps = softmax.chunks().length();
        features = values.getShape().get(2);
        NDManager manager = values.getManager();
        DataType type = values.getDataType();
        NDArray triangle = softmax.chunks().lowerTriangle(values);
        if (softmax.chunks().count() == 1) {
            hopRows = softmax.hopsFirst();
            right = values;
            mask = triangle.expandDims(1);
        } else {
            Shape units = new Shape(values.getShape().get(0), hops, hops);
            NDArray eye = manager.eye((int) hops, 0).toType(type, false).broadcast(units);
            NDArray sums = softmax.chunks().before(softmax.hopsFirst().matMul(values));
            NDArray ones = manager.ones(new Shape(steps, hops), type);
            hopRows = NDArrays.concat(new NDList(softmax.hopsFirst(), eye), 2);
            right = NDArrays.concat(new NDList(values, sums), 1);
            mask = NDArrays.concat(new NDList(triangle, ones), 1).expandDims(1);
        }
    }

    /**
     * {@return y {@code (B, T, G)} and the backward pass to scores, values and weight}
     *
     * @param scores e {@code (B, T, A)}
     * @param values x {@code (B, T, C)}
     * @param weight W {@code (G, A*C)}; null for y_t = vec(M_t)
     * @param normalized whether vec(M_t) is divided by its Euclidean norm
     */
    static CustomGradient.Evaluated evaluate(
            NDArray scores, NDArray values, @Nullable NDArray weight, boolean normalized) {
        Chunks chunks = Chunks.of(values.getShape(), CHUNK);
        AttendThenProject scan =
                new AttendThenProject(PrefixSoftmax.of(scores, chunks), chunks.cut(values), weight, normalized);
        return new CustomGradient.Evaluated(scan.output(), scan::gradients);
    }

    private NDArray output() {
        Rows outputs = new Rows(values.getManager());
        groups(new NDList()).forEach(group -> {
            NDArray attended = attended(left(group), group);
            NDArray projected =
                    weight == null ? attended : Linear.linear(attended, weight).head();
            NDArray output = normalized ? projected.div(EuclideanNorm.of(attended)) : projected;
            outputs.add(output.reshape(-1, steps, output.getShape().get(1)));
        });
        return softmax.chunks().join(outputs.joined());
    }

    /** {@return passes over 1/Z, hop rows, right side, and then the given arrays} */
    private RowGroups groups(NDList more) {
        NDList arrays = new NDList(softmax.inverse(), hopRows, right);
        arrays.addAll(more);
        return new RowGroups(
                arrays, steps * hops * Math.max(features, right.getShape().get(1)));
    }

    /** {@return the left factor of the product, {@code (R, L, A, L or L+A)}} */
    private NDArray left(NDList group) {
        return group.get(0).expandDims(3).mul(group.get(1).expandDims(1)).muli(mask);
    }

    /** {@return vec(M_t), {@code (R*L, A*C)}} */
    private NDArray attended(NDArray left, NDList group) {
        return flat(left).matMul(group.get(2)).reshape(-1, hops * features);
    }

    private NDArray flat(NDArray left) {
        return left.reshape(-1, steps * hops, right.getShape().get(1));
    }

    private List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted) {
        NDManager manager = values.getManager();
        Rows ofInverse = new Rows(manager);
        Rows ofHopRows = new Rows(manager);
        Rows ofRight = new Rows(manager);
        Sum ofWeight = new Sum(manager);
        boolean wantsWeight = weight != null && wanted[2];
        boolean needsRight = wanted[1] || softmax.chunks().count() > 1;
        groups(new NDList(softmax.chunks().cut(Subnormals.flushToZero(gradient))))
                .forEach(group -> {
                    NDArray left = left(group);
                    NDArray ofAttended = ofAttended(left, group, wantsWeight ? ofWeight : null);
                    NDArray ofLeft = ofAttended
                            .matMul(group.get(2).transpose(0, 2, 1))
                            .reshape(left.getShape())
                            .muli(mask);
                    ofInverse.add(ofLeft.mul(group.get(1).expandDims(1)).sum(new int[] {3}));
                    ofHopRows.add(ofLeft.muli(group.get(0).expandDims(3)).sum(new int[] {1}));
                    if (needsRight) {
                        ofRight.add(flat(left).transpose(0, 2, 1).matMul(ofAttended));
                    }
                });
        NDArray ofP = firstColumns(ofHopRows.joined()).transpose(0, 2, 1);
        NDArray ofValues = null;
        if (needsRight) {
            NDArray right = ofRight.joined();
            ofValues = firstRows(right);
            if (softmax.chunks().count() > 1) {
                NDArray after = softmax.chunks()
                        .after(right.split(new long[] {steps}, 1).get(1));
                ofP = ofP.add(values.matMul(after.transpose(0, 2, 1)));
                ofValues = wanted[1] ? ofValues.add(softmax.p().matMul(after)) : null;
            }
        }
        NDArray ofScores = softmax.scoreGradient(ofP.mul(softmax.p()), ofInverse.joined());
        return Arrays.asList(
                ofScores,
                wanted[1] ? softmax.chunks().join(Objects.requireNonNull(ofValues)) : null,
                wantsWeight ? ofWeight.total() : null);
    }

    /** {@return the gradient of M_t, {@code (R, L*A, C)}} */
    private NDArray ofAttended(NDArray left, NDList group, @Nullable Sum ofWeight) {
        NDArray g = group.get(3).reshape(-1, group.get(3).getShape().get(2));
        NDArray attended = ofWeight != null || normalized ? attended(left, group) : null;
        if (normalized) {
            NDArray norm = EuclideanNorm.of(Objects.requireNonNull(attended));
            NDArray unit = attended.div(norm);
            NDArray ofUnit = back(g, unit, ofWeight);
            NDArray free = norm.gt(Constants.of(HopPooling.SMALLEST_NORM, norm));
            NDArray radial = ofUnit.mul(unit).sum(new int[] {1}, true).mul(free.toType(norm.getDataType(), false));
            return ofUnit.sub(unit.mul(radial)).div(norm).reshape(-1, steps * hops, features);
        }
        return back(g, attended, ofWeight).reshape(-1, steps * hops, features);
    }

    /**
     * {@return the gradient of the projected values, {@code (R*L, A*C)}; adds to that of the weight if there is one}
     */
    private NDArray back(NDArray g, @Nullable NDArray projected, @Nullable Sum ofWeight) {
        if (ofWeight != null) {
            ofWeight.add(g.transpose().matMul(Objects.requireNonNull(projected)));
        }
        return weight == null ? g : g.matMul(weight);
    }

    private NDArray firstColumns(NDArray array) {
        return softmax.chunks().count() == 1
                ? array
                : array.split(new long[] {steps}, 2).get(0);
    }

    private NDArray firstRows(NDArray array) {
        return softmax.chunks().count() == 1
                ? array
                : array.split(new long[] {steps}, 1).get(0);
    }
}
