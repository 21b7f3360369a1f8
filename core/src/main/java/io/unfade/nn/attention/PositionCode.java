package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.unfade.engine.Gradients;
import io.unfade.nn.spec.Positions;

/** What the positions of steps add to the first layer of the scores, {@code Wp phi(i)}: once for all series of a batch. */
final class PositionCode {
    private PositionCode() {}

    /**
     * {@return the first layer with the positions, before its activation}
     *
     * @param layer {@code (B, T, D)}, or {@code (M*B, T, D)} with the rows of the first member first
     * @param positions the code
     * @param weight Wp, {@code (D, 2 K)} or {@code (M, D, 2 K)}
     * @param first the position of the first of the T steps
     */
    static NDArray added(NDArray layer, Positions positions, NDArray weight, long first) {
        Shape shape = layer.getShape();
        NDArray codes = codes(layer, positions, first);
        Shape of = weight.getShape();
        if (of.dimension() == 2) {
            return layer.add(Linear.linear(codes, weight).head());
        }
        NDArray columns = weight.transpose(0, 2, 1);
        columns.attach(layer.getManager());
        NDArray ofMembers = codes.expandDims(0).matMul(columns).expandDims(1);
        return layer.reshape(of.get(0), -1, shape.get(1), shape.get(2))
                .add(ofMembers)
                .reshape(shape);
    }

    /** {@return phi of every step, {@code (T, 2 K)}: constants on the manager of the layer} */
    private static NDArray codes(NDArray layer, Positions positions, long first) {
        int steps = (int) layer.getShape().get(1);
        return Gradients.without(() -> {
            NDArray exact =
                    layer.getManager().create(positions.codes(first, steps), new Shape(steps, positions.width()));
            if (layer.getDataType() == DataType.FLOAT64) {
                return exact;
            }
            try (exact) {
                return exact.toType(layer.getDataType(), true);
            }
        });
    }
}
