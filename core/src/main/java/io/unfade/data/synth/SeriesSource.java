package io.unfade.data.synth;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

/** Draws one series. */
@FunctionalInterface
interface SeriesSource {
    /** In a mask: a cell of the reference. */
    byte INFORMATIVE = 1;

    /** In a mask: a cell of the distractors. */
    byte DISTRACTOR = 2;

    /**
     * {@return the class of the series, 0 or 1}
     *
     * @param random the stream of this series only
     * @param cells receives the values {@code (T, C)}, row-major
     * @param mask zeros; set to {@link #INFORMATIVE} or {@link #DISTRACTOR} at cells that are
     */
    int draw(Random random, float[] cells, byte[] mask);

    /**
     * {@return a number of series}
     *
     * @param data with their shape and classes
     * @param count at least 1
     * @param seed seed of the whole set
     * @throws IllegalArgumentException if the count is below 1 or too large for one set
     */
    default SeriesSet draw(SyntheticData data, int count, long seed) {
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, data.steps(), data.features());
        int[] labels = new int[count];
        float[] cells = new float[data.steps() * data.features()];
        byte[] mask = new byte[cells.length];
        byte[] masks = new byte[count * cells.length];
        for (int i = 0; i < count; i++) {
            Arrays.fill(mask, (byte) 0);
            labels[i] = draw(new Random(Seeds.derive(seed, i)), cells, mask);
            builder.cells(i * cells.length, FloatBuffer.wrap(cells));
            System.arraycopy(mask, 0, masks, i * mask.length, mask.length);
        }
        builder.labels(labels, data.classNames()).reference(only(INFORMATIVE, masks));
        if (data.hasDistractor()) {
            builder.distractor(only(DISTRACTOR, masks));
        }
        return builder.build();
    }

    private static byte[] only(byte role, byte[] masks) {
        byte[] mask = new byte[masks.length];
        for (int cell = 0; cell < mask.length; cell++) {
            mask[cell] = (byte) (masks[cell] == role ? 1 : 0);
        }
        return mask;
    }
}
