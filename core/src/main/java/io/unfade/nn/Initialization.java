package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.math.Seeds;
import io.unfade.nn.spec.ModelSpec;

import java.util.OptionalDouble;
import java.util.Random;

/**
 * Initial weights of a classifier from a seed; identical on every platform.
 *
 * <p>Without input-cell attention: PyTorch's defaults, uniform in +-1/sqrt(H) for recurrent layers. With it: as in the
 * authors' code, Xavier-uniform matrices and zero biases in the attention and the recurrent layers. Linear layers:
 * uniform in +-1/sqrt(inputs). Stems: PyTorch's defaults, uniform in +-1/sqrt(inputs) for linear maps and convolutions;
 * batch normalisation starts as the identity. The weights of a code of positions have a stream of their own. Members of an ensemble have seeds of their own.
 */
public final class Initialization {
    /* Far from the streams of order, dropout and augmentation, and from the places of weights. */
    private static final long MEMBER_STREAM = 1L << 40;

    /* Of the code of positions, which takes no place: a network with it has the other weights of one without. */
    private static final long POSITIONS_STREAM = 1L << 41;
    private static final String POSITIONS = "attention.wp.weight";

    private Initialization() {}

    /**
     * Sets every weight of a network.
     *
     * @param network a network without weights
     * @param manager owns the weights from now on
     * @param type float32 or float64
     * @param seed of the random stream; each weight has its own stream, derived from its position
     */
    public static void apply(Classifier network, NDManager manager, DataType type, long seed) {
        boolean attends = network.spec().attention() != null;
        int place = 0;
        for (var entry : network.weights().entrySet()) {
            Shape shape = entry.getValue().getShape(); // of one member
            OptionalDouble fixed = fixed(entry.getKey());
            if (fixed.isPresent()) {
                network.setWeight(
                        entry.getKey(), filled(manager, type, network.shape(entry.getKey()), fixed.getAsDouble()));
                place++;
                continue;
            }
            boolean ownCell = attends
                    && (entry.getKey().startsWith("attention.")
                            || entry.getKey().startsWith("rnn."));
            double bound = ownCell ? xavierBound(shape) : uniformBound(entry.getKey(), shape, network.spec());
            long weight = entry.getKey().equals(POSITIONS) ? POSITIONS_STREAM : place++;
            NDList members = new NDList();
            for (int member = 0; member < network.spec().members(); member++) {
                long own = Seeds.derive(memberSeed(seed, member), weight);
                members.add(uniform(manager, type, shape, bound, own));
            }
            network.setWeight(entry.getKey(), members.size() == 1 ? members.head() : stacked(members));
        }
    }

    /**
     * {@return the seed of a member: that of the ensemble for the first, so that it is the network that is trained
     * alone with the seed}
     */
    public static long memberSeed(long seed, int member) {
        return member == 0 ? seed : Seeds.derive(seed, MEMBER_STREAM, member);
    }

    private static NDArray stacked(NDList members) {
        try (members) {
            return NDArrays.stack(members);
        }
    }

    /** {@return the initial value of a weight of batch normalisation: factors and variances 1, the others 0} */
    private static OptionalDouble fixed(String name) {
        if (!name.startsWith("stem.") || !name.contains(".norm.")) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(name.endsWith(".weight") || name.endsWith("_var") ? 1 : 0);
    }

    private static NDArray filled(NDManager manager, DataType type, Shape shape, double value) {
        return manager.full(shape, (float) value, type);
    }

    private static double xavierBound(Shape shape) {
        return shape.dimension() == 1 ? 0 : Math.sqrt(6.0 / (shape.get(0) + shape.get(1)));
    }

    private static double uniformBound(String name, Shape shape, ModelSpec spec) {
        if (name.startsWith("rnn.")) {
            return 1 / Math.sqrt(spec.hidden());
        }
        return 1 / Math.sqrt((double) inputs(name, shape, spec));
    }

    private static long inputs(String name, Shape shape, ModelSpec spec) {
        if (shape.dimension() == 1) {
            return switch (name) {
                case "stem.bias" -> spec.preparedFeatures();
                case "readout.w2.bias" -> spec.readout().width();
                default -> spec.readoutWidth();
            };
        }
        return shape.size() / shape.get(0);
    }

    private static NDArray uniform(NDManager manager, DataType type, Shape shape, double bound, long seed) {
        Random random = new Random(seed);
        double[] values =
                random.doubles(shape.size(), -1, 1).map(u -> u * bound).toArray();
        NDArray doubles = manager.create(values, shape);
        if (type == DataType.FLOAT64) {
            return doubles;
        }
        try (doubles) {
            return doubles.toType(type, true);
        }
    }
}
