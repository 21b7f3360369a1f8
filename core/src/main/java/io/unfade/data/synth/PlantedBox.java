package io.unfade.data.synth;

import io.unfade.check.Require;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.math.Seeds;

import java.util.Random;

/**
 * A box of signal that is added to series of any kind, whose own classes no longer count: known informative cells on a
 * real background.
 *
 * <pre>{@code
 * x_tc + y shift s_c   in the box
 * }</pre>
 *
 * <p>y = +1 (class 0, "positive") or -1 (class 1, "negative"), each with probability 1/2, drawn for each series from the
 * seed and its index; s_c is the standard deviation of the feature over all real cells of the set, 1 for a constant one. The
 * box is the reference.
 *
 * @param box of the class' sign
 * @param shift in standard deviations, above 0, at most 1000
 */
public record PlantedBox(Box box, double shift) {
    /**
     * Checks the shift and the sign.
     *
     * @throws IllegalArgumentException if the shift is out of range, or the box's sign is not that of the class
     */
    public PlantedBox {
        BoxData.checkShift(shift);
        Require.argument(box.sign() == BoxSign.CLASS, "a planted box must have the sign of the class");
    }

    /**
     * {@return the series with the box, new labels and the reference; all else as it was}
     *
     * @param set labelled or not; without distractors in the box
     * @param seed of the labels
     * @throws IllegalArgumentException if the box is not inside the series, or holds distractors
     */
    public SeriesSet plant(SeriesSet set, long seed) {
        box.checkInside(set.steps(), set.features());
        double[] deviations = Standardizer.fit(Standardization.PER_FEATURE, set).scale();
        SeriesBuilder builder = set.toBuilder();
        int[] labels = new int[set.count()];
        int size = set.steps() * set.features();
        byte[] reference = new byte[set.count() * size];
        byte[] mask = new byte[size];
        box.mark(mask, set.features());
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Random(Seeds.derive(seed, i)).nextInt(2);
            System.arraycopy(mask, 0, reference, i * size, size);
            for (int cell = 0; cell < set.length(i) * set.features(); cell++) {
                int feature = cell % set.features();
                if (mask[cell] != 0) {
                    double added = (1 - 2 * labels[i]) * shift * deviations[feature];
                    builder.cell(
                            i, cell / set.features(), feature, set.value(i, cell / set.features(), feature) + added);
                }
            }
        }
        return builder.labels(labels, BoxData.CLASS_NAMES).reference(reference).build();
    }
}
