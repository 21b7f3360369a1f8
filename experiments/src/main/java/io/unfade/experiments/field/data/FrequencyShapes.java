package io.unfade.experiments.field.data;

import java.util.List;
import java.util.Random;

/**
 * Spikes of three steps at equal distances in noise N(0, 0.25^2), T = 50, C = 1. The class is one of two shapes, (-1.75, -2,
 * -1.75) or (1.75, 2, 1.75), and one of two distances, 10 or 17. The middle of the first spike is at any step from 0 to T -
 * distance - 1; a spike that would be cut at the start or the end is left out. The steps of the spikes decide.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>O. Queen, T. Hartvigsen, T. Koker, H. He, T. Tsiligkaridis, M. Zitnik, "Encoding Time-Series Explanations through
 *       Self-Supervised Model Behavior Consistency", NeurIPS 2023, arXiv 2306.02109
 * </ol>
 */
record FrequencyShapes() implements SeriesDraw {
    private static final double NOISE = 0.25;
    private static final int[] DISTANCES = {10, 17};

    @Override
    public int steps() {
        return 50;
    }

    @Override
    public int features() {
        return 1;
    }

    @Override
    public List<String> classNames() {
        return List.of("down-10", "up-10", "down-17", "up-17");
    }

    @Override
    public boolean classOfEachStep() {
        return false;
    }

    @Override
    public Drawn draw(Random random, int label) {
        int distance = DISTANCES[label / 2];
        int sign = label % 2 == 0 ? -1 : 1;
        Drawn drawn = Drawn.zeros(steps(), 1);
        for (int middle = random.nextInt(steps() - distance); middle < steps() - 1; middle += distance) {
            for (int x = -1; x <= 1 && middle >= 1; x++) {
                drawn.set(middle + x, 0, sign * (2 - 0.25 * x * x));
                drawn.mark(middle + x, 0);
            }
        }
        for (int t = 0; t < steps(); t++) {
            drawn.add(t, 0, NOISE * random.nextGaussian());
        }
        return drawn;
    }
}
