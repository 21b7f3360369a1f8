package io.unfade.experiments.field.data;

import java.util.List;
import java.util.Random;

/**
 * A part of low variance in noise, T = 200, C = 2. The features are {@link MovingAverage}s with a = 0.3, b = 0.1 and noise N(0,
 * 1). A part of 10..19 steps that starts at any step from 20 to 159 becomes N(m, 0.1^2), with m = -1.5 in classes 0 and 2 and 1.5
 * in 1 and 3, of feature 0 in classes 0 and 1 and of feature 1 in 2 and 3. The cells of the part decide.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>O. Queen, T. Hartvigsen, T. Koker, H. He, T. Tsiligkaridis, M. Zitnik, "Encoding Time-Series Explanations through
 *       Self-Supervised Model Behavior Consistency", NeurIPS 2023, arXiv 2306.02109
 * </ol>
 */
record LowVariance() implements SeriesDraw {
    private static final double NOISE = 1;
    private static final double MEAN = 1.5;
    private static final double DEVIATION = 0.1;

    @Override
    public int steps() {
        return 200;
    }

    @Override
    public int features() {
        return 2;
    }

    @Override
    public List<String> classNames() {
        return List.of("low-first", "high-first", "low-second", "high-second");
    }

    @Override
    public boolean classOfEachStep() {
        return false;
    }

    @Override
    public Drawn draw(Random random, int label) {
        Drawn drawn = Drawn.zeros(steps(), features());
        for (int c = 0; c < features(); c++) {
            drawn.setFeature(c, MovingAverage.USUAL.draw(random, steps(), NOISE));
        }
        int feature = label / 2;
        double mean = label % 2 == 0 ? -MEAN : MEAN;
        int length = Draws.whole(random, 10, 19);
        int start = Draws.whole(random, 20, steps() - 41);
        for (int t = start; t < start + length; t++) {
            drawn.set(t, feature, mean + DEVIATION * random.nextGaussian());
        }
        drawn.mark(start, start + length, feature);
        return drawn;
    }
}
