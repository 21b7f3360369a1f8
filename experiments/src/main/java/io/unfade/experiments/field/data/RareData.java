package io.unfade.experiments.field.data;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.math.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Series of independent noise of which a white box, not a trained model, uses few steps or few features: T = 50 steps of C =
 * 50 features, each an autoregression
 *
 * <pre>{@code
 * y_t = -0.25 y_{t-1} - 0.1 y_{t-2} - 0.05 y_{t-3} + e_t,   e_t ~ N(0, 1)
 * }</pre>
 *
 * after 100 steps that are dropped. 125 cells decide: 5 on the rare axis times 25 on the other. Rare features are any 5, rare
 * steps are 5 in a row. All series of a group share their region. Of data with one group the 25 are the places 12..36, counted
 * from 0, and the white box adds squares. Of those with two, the first half of the series uses the places 0..24 and the square
 * of the sum, the second half 12..36 and the sum of squares, each with its own rare places. The published sets have 100 series
 * with one seed for each of 5 sets.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Crabbé, M. van der Schaar, "Explaining Time Series Predictions with Dynamic Masks", ICML 2021, arXiv 2106.05303,
 *       section 4.1; the coefficients as in the authors' released code
 *   <li>Z. Liu, Y. Zhang, T. Wang, Z. Wang, D. Luo, M. Du, M. Wu, Y. Wang, C. Chen, L. Fan, Q. Wen, "Explaining Time Series
 *       via Contrastive and Locally Sparse Perturbations", ICLR 2024, section 4.1; 100 series and two groups
 * </ol>
 */
public enum RareData implements Keyed {
    /** 5 steps in a row. */
    RARE_TIME(true, false),
    /** 5 features. */
    RARE_FEATURE(false, false),
    /** 5 steps in a row, others for each half of the series. */
    RARE_TIME_GROUPS(true, true),
    /** 5 features, others for each half of the series. */
    RARE_FEATURE_GROUPS(false, true);

    static final int SIZE = 50;
    private static final int RARE = 5;
    private static final int SPAN = 25;
    private static final int QUARTER = 12;
    private static final int DROPPED = 100;
    private static final double[] COEFFICIENTS = {-0.25, -0.1, -0.05};

    private final boolean rareTime;
    private final boolean groups;

    RareData(boolean rareTime, boolean groups) {
        this.rareTime = rareTime;
        this.groups = groups;
    }

    /** {@return which cells decide, in words} */
    public String signal() {
        String what = rareTime ? "a few steps in a row" : "a few features";
        return groups ? what + ", other ones for half of the series" : what;
    }

    /**
     * {@return series drawn with a seed, in one group or two, with the region as reference; series i depends only on the set,
     * the seed, i, and the group it is in}
     *
     * @param count of series, at least as many as groups
     */
    public List<RareGroup> draw(int count, long seed) {
        Require.argument(
                count >= (groups ? 2 : 1), "%s needs %d series or more, but was %d", key(), groups ? 2 : 1, count);
        long own = Seeds.derive(seed, key());
        if (!groups) {
            return List.of(group(0, count, QUARTER, RareGroup.Form.SUM_OF_SQUARES, own));
        }
        int half = count / 2;
        return List.of(
                group(0, half, 0, RareGroup.Form.SQUARE_OF_SUM, own),
                group(half, count, QUARTER, RareGroup.Form.SUM_OF_SQUARES, own));
    }

    private RareGroup group(int from, int to, int spanStart, RareGroup.Form form, long seed) {
        boolean[] region = region(new Random(Seeds.derive(seed, 1, from == 0 ? 0 : 1)), spanStart);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, to - from, SIZE, SIZE);
        byte[] reference = new byte[(to - from) * region.length];
        for (int i = from; i < to; i++) {
            Random random = new Random(Seeds.derive(seed, 0, i));
            for (int c = 0; c < SIZE; c++) {
                double[] values = autoregression(random, SIZE);
                for (int t = 0; t < SIZE; t++) {
                    builder.cell(i - from, t, c, values[t]);
                    reference[((i - from) * SIZE + t) * SIZE + c] = (byte) (region[t * SIZE + c] ? 1 : 0);
                }
            }
        }
        List<String> ids = IntStream.range(from, to).mapToObj(Integer::toString).toList();
        return new RareGroup(builder.reference(reference).ids(ids).build(), region, form);
    }

    private boolean[] region(Random random, int spanStart) {
        boolean[] region = new boolean[SIZE * SIZE];
        for (int rare : rareTime ? inRow(random) : any(random)) {
            for (int place = spanStart; place < spanStart + SPAN; place++) {
                region[rareTime ? rare * SIZE + place : place * SIZE + rare] = true;
            }
        }
        return region;
    }

    /** The published code draws the start below T - 5, so that the last step is never in. */
    private static int[] inRow(Random random) {
        int start = random.nextInt(SIZE - RARE);
        return IntStream.range(start, start + RARE).toArray();
    }

    private static int[] any(Random random) {
        List<Integer> places = new ArrayList<>(IntStream.range(0, SIZE).boxed().toList());
        Collections.shuffle(places, random);
        return places.subList(0, RARE).stream().mapToInt(place -> place).toArray();
    }

    /** {@return the process of one feature, one value per step} */
    static double[] autoregression(Random random, int steps) {
        double[] values = new double[DROPPED + steps];
        for (int t = 0; t < values.length; t++) {
            values[t] = random.nextGaussian();
            for (int lag = 1; lag <= COEFFICIENTS.length && lag <= t; lag++) {
                values[t] += COEFFICIENTS[lag - 1] * values[t - lag];
            }
        }
        return Arrays.copyOfRange(values, DROPPED, values.length);
    }
}
