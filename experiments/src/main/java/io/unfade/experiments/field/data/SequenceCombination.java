package io.unfade.experiments.field.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Two rising or falling parts, T = 200. The features are {@link MovingAverage}s with a = 0.3, b = 0.1 and noise N(0, 0.01^2).
 * Class 0 stays so. In classes 1 (both fall), 2 (both rise) and 3 (the first rises, the second falls) two parts are replaced:
 * the first starts at any step from 0 to 99, the second at any after the end of the first at which it does not reach the end
 * of the series. A part of length l, with min and max of all values before, becomes
 *
 * <pre>{@code
 * slope x + sin(a x),   x = -floor(l/2), ..., ceil(l/2) - 1,   a ~ Poisson,   slope = +-(5 |max| + 5 |min|) / l
 * }</pre>
 *
 * <p>With several features the two parts are in different ones. The cells of the parts decide.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>O. Queen, T. Hartvigsen, T. Koker, H. He, T. Tsiligkaridis, M. Zitnik, "Encoding Time-Series Explanations through
 *       Self-Supervised Model Behavior Consistency", NeurIPS 2023, arXiv 2306.02109
 * </ol>
 *
 * @param features C
 * @param shortest length of a part
 * @param longest length of a part
 * @param frequency mean of a
 */
record SequenceCombination(int features, int shortest, int longest, double frequency) implements SeriesDraw {
    private static final double NOISE = 0.01;
    private static final double STRETCH = 5;

    @Override
    public int steps() {
        return 200;
    }

    @Override
    public List<String> classNames() {
        return List.of("none", "down-down", "up-up", "up-down");
    }

    @Override
    public boolean classOfEachStep() {
        return false;
    }

    @Override
    public Drawn draw(Random random, int label) {
        Drawn drawn = Drawn.zeros(steps(), features);
        for (int c = 0; c < features; c++) {
            drawn.setFeature(c, MovingAverage.USUAL.draw(random, steps(), NOISE));
        }
        if (label == 0) {
            return drawn;
        }
        double[] sorted = drawn.cells().clone();
        Arrays.sort(sorted);
        double rise = STRETCH * (Math.abs(sorted[sorted.length - 1]) + Math.abs(sorted[0]));
        int first = random.nextInt(features);
        int second = features == 1 ? 0 : (first + 1 + random.nextInt(features - 1)) % features;
        int length = Draws.whole(random, shortest, longest);
        int start = random.nextInt(steps() / 2);
        replace(random, drawn, first, start, length, label == 1 ? -rise : rise);
        int nextLength = Draws.whole(random, shortest, longest);
        int nextStart = Draws.whole(random, start + length, steps() - nextLength - 1);
        replace(random, drawn, second, nextStart, nextLength, label == 2 ? rise : -rise);
        return drawn;
    }

    private void replace(Random random, Drawn drawn, int feature, int start, int length, double rise) {
        int a = Draws.poisson(random, frequency);
        for (int i = 0; i < length; i++) {
            int x = i - length / 2;
            drawn.set(start + i, feature, rise / length * x + StrictMath.sin((double) a * x));
        }
        drawn.mark(start, start + length, feature);
    }
}
