package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Filled;
import io.unfade.engine.Gradients;
import io.unfade.math.Seeds;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Dropout: in training each value is kept with probability 1 - p and divided by 1 - p, else set to 0.
 *
 * <p>The values kept depend on the seed, the number of arrays processed since it was set, and the index of the value:
 * 32 bits each of a separate SplitMix64 stream per array. Probabilities are exact to 2^-32. The stream belongs to one
 * network, independent of the rest of the process. Not thread-safe in training; otherwise it does nothing.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov: Dropout: A Simple Way to Prevent Neural
 *       Networks from Overfitting, Journal of Machine Learning Research 15, 2014.
 *   <li>G. L. Steele, D. Lea, C. H. Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
 * </ol>
 */
public final class Dropout {
    private static final int BITS = 32;
    private static final long ALL = (1L << BITS) - 1;
    /** Random numbers per block; short loops over arrays are vectorised. */
    private static final int PART = 2048;

    private final double kept;
    private final long threshold;
    private long seed;
    private long arrays;

    /** Creates dropout with seed 0; p is in [0, 1). */
    public Dropout(double p) {
        kept = 1 - p;
        threshold = Math.round(kept * 0x1p32);
    }

    /** Starts a new stream. */
    public void seed(long value) {
        seed = value;
        arrays = 0;
    }

    /** {@return the values with dropout in training; otherwise the array itself} */
    public NDArray apply(NDArray values, boolean training) {
        return training && kept < 1 ? values.mul(mask(values)) : values;
    }

    /** {@return 0 or 1 / (1 - p) for each value, on the manager of the values} */
    private NDArray mask(NDArray values) {
        Shape shape = values.getShape();
        long stream = Seeds.derive(seed, arrays++);
        return Gradients.without(() -> Filled.floats(values.getManager(), shape, to -> fill(to, shape.size(), stream))
                .toType(values.getDataType(), false));
    }

    private void fill(ByteBuffer to, long size, long stream) {
        long one = Float.floatToRawIntBits((float) (1 / kept)) & ALL;
        long[] indices = new long[PART];
        for (int i = 0; i < PART; i++) {
            indices[i] = i;
        }
        long[] pairs = new long[PART];
        LongBuffer whole = to.asLongBuffer();
        for (long from = 0; 2 * from < size; from += PART) {
            draw(pairs, stream, indices);
            choose(pairs, threshold, one);
            whole.put(pairs, 0, (int) Math.min(PART, size / 2 - from));
            if (size / 2 - from < PART && size % 2 == 1) {
                to.putInt(Math.toIntExact(Float.BYTES * (size - 1)), (int) pairs[(int) (size / 2 - from)]);
            }
            advance(indices);
        }
    }

    private static void draw(long[] random, long stream, long[] indices) {
        for (int i = 0; i < random.length; i++) {
            random[i] = Seeds.next(stream, indices[i]);
        }
    }

    /** Converts each 64 random bits to the bit patterns of two values. */
    private static void choose(long[] pairs, long threshold, long one) {
        for (int i = 0; i < pairs.length; i++) {
            long low = (((pairs[i] & ALL) - threshold) >> (Long.SIZE - 1)) & one;
            long high = (((pairs[i] >>> BITS) - threshold) >> (Long.SIZE - 1)) & (one << BITS);
            pairs[i] = low | high;
        }
    }

    private static void advance(long[] indices) {
        for (int i = 0; i < indices.length; i++) {
            indices[i] += PART;
        }
    }
}
