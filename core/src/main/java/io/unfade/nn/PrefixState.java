package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The state of a network after the first steps of some series: what the steps that follow need of them, whose number it
 * does not grow with. The first axis of each array is that of the series, those of several members one after the other.
 *
 * @param steps that were read
 * @param attention as {@link io.unfade.nn.attention.PrefixSums#arrays}; empty if there is none, or no step was read
 * @param layers h and, for an LSTM, c of each layer, {@code (B, H)}; empty lists if no step was read
 * @param readout what the readout keeps
 */
public record PrefixState(int steps, NDList attention, List<NDList> layers, NDList readout) {
    /** {@return the state before the first step} */
    static PrefixState start(int layers) {
        return new PrefixState(
                0, new NDList(), Stream.generate(NDList::new).limit(layers).toList(), new NDList());
    }

    /** {@return all arrays} */
    public NDList arrays() {
        NDList all = new NDList();
        all.addAll(attention);
        layers.forEach(all::addAll);
        all.addAll(readout);
        return all;
    }

    /**
     * {@return the state of so many variants of the series, {@code times * B} of each member: all series, then all again}
     *
     * @param scope owns the arrays
     */
    public PrefixState repeated(NDManager scope, int members, int times) {
        return with(array -> {
            Shape ofOne = array.getShape().slice(1);
            NDArray once = array.reshape(new Shape(members, 1, -1).addAll(ofOne));
            once.attach(scope);
            long series = once.getShape().get(2);
            return once.broadcast(new Shape(members, times, series).addAll(ofOne))
                    .reshape(new Shape(series * members * times).addAll(ofOne));
        });
    }

    /**
     * {@return the state of some of the series, in that order}
     *
     * @param scope owns the arrays
     */
    public PrefixState of(NDManager scope, int members, int... rows) {
        return with(array -> {
            long series = array.getShape().get(0) / members;
            long[] index = IntStream.range(0, members)
                    .boxed()
                    .flatMapToLong(member -> IntStream.of(rows).mapToLong(row -> member * series + row))
                    .toArray();
            NDArray flat = array.reshape(members * series, -1);
            flat.attach(scope);
            NDArray picked = scope.create(index, new Shape(index.length, 1))
                    .broadcast(index.length, flat.getShape().get(1));
            return flat.gather(picked, 0)
                    .reshape(new Shape(index.length).addAll(array.getShape().slice(1)));
        });
    }

    private PrefixState with(UnaryOperator<NDArray> change) {
        return new PrefixState(
                steps,
                with(attention, change),
                layers.stream().map(arrays -> with(arrays, change)).toList(),
                with(readout, change));
    }

    private static NDList with(NDList arrays, UnaryOperator<NDArray> change) {
        return new NDList(arrays.stream().map(change).toList());
    }
}
