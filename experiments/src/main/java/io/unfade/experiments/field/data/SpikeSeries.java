package io.unfade.experiments.field.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Three smooth series with spikes, T = 80, C = 3. Each is a {@link MovingAverage} with a = b = 0.5 (features 0 and 1) or 0.3 and
 * 0.1 (feature 2) and noise N(0, 0.001^2). 0.003 t is added to feature 0 and 0.065 t to feature 1; all are divided by their
 * range, 0.5 is taken from feature 2, and a {@link LowPass} filter of 6.8 Hz at 30 Hz smooths them. Then each has spikes with
 * probability 0.3: 1.5 is added at Poisson(3) steps, no two the same.
 *
 * <p>Class 1 is that of all steps from the first spike of feature 0 on, or with a delay. Only the cell of this spike decides.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Tonekaboni, S. Joshi, K. Campbell, D. Duvenaud, A. Goldenberg, "What went wrong and when? Instance-wise feature
 *       importance for time-series black-box models", NeurIPS 2020, arXiv 2003.02821
 *   <li>K. K. Leung, C. Rooke, J. Smith, S. Zuberi, M. Volkovs, "Temporal Dependencies in Feature Importance for Time Series
 *       Prediction", ICLR 2023 workshop; the delay
 * </ol>
 *
 * @param delay steps from the spike to the first step of class 1
 */
record SpikeSeries(int delay) implements SeriesDraw {
    private static final MovingAverage LARGE = new MovingAverage(0.5, 0.5);
    private static final double NOISE = 0.001;
    private static final double[] TREND = {0.003, 0.065, 0};
    private static final double CUT_OFF = 6.8;
    private static final double RATE = 30;
    private static final double WITH_SPIKES = 0.3;
    private static final double SPIKES = 3;
    private static final double HEIGHT = 1.5;

    @Override
    public int steps() {
        return 80;
    }

    @Override
    public int features() {
        return TREND.length;
    }

    @Override
    public List<String> classNames() {
        return SeriesDraw.numbered(2);
    }

    @Override
    public boolean classOfEachStep() {
        return true;
    }

    @Override
    public Drawn draw(Random random, int label) {
        Drawn drawn = Drawn.zeros(steps(), features());
        for (int c = 0; c < features(); c++) {
            drawn.setFeature(c, LowPass.filter(base(random, c), CUT_OFF, RATE));
        }
        for (int c = 0; c < features(); c++) {
            int[] times = spikes(random);
            for (int time : times) {
                drawn.add(time, c, HEIGHT);
            }
            if (c == 0 && times.length > 0) {
                int first = Arrays.stream(times).min().orElseThrow();
                drawn.mark(first, 0);
                Arrays.fill(drawn.classes(), Math.min(first + delay, steps()), steps(), 1);
            }
        }
        return drawn;
    }

    private double[] base(Random random, int feature) {
        MovingAverage process = feature < 2 ? LARGE : MovingAverage.USUAL;
        double[] values = process.draw(random, steps(), NOISE);
        for (int t = 0; t < values.length; t++) {
            values[t] += TREND[feature] * t;
        }
        double range = Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
        return Arrays.stream(values)
                .map(value -> value / range - (feature == 2 ? 0.5 : 0))
                .toArray();
    }

    private int[] spikes(Random random) {
        if (Draws.oneWith(random, WITH_SPIKES) == 0) {
            return new int[0];
        }
        int count = Math.min(Draws.poisson(random, SPIKES), steps());
        return IntStream.generate(() -> random.nextInt(steps()))
                .distinct()
                .limit(count)
                .toArray();
    }
}
