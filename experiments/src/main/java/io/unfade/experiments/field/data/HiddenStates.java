package io.unfade.experiments.field.data;

import java.util.List;
import java.util.Random;

/**
 * A hidden Markov model with two states, T = 200, C = 3. The state before the first step is either with probability 0.5. Then
 *
 * <pre>{@code
 * P(1 after 0) = 0.05
 * P(1 after 1) = 0.95 - d / 500        d: steps since the last change, 0 at the first step
 * x_t  ~ N(mu_s, S_s)                  mu_0 = (0.1, 1.6, 0.5), mu_1 = (-0.1, -0.4, -1.5)
 * y_t  = 1 with probability 1 / (1 + exp(-2 x_{t, f(s)}))      f(0) = 1, f(1) = 2
 * }</pre>
 *
 * <p>S_s is 0.801 on the diagonal, 0.01 between the features 0 and f(s), else 0. The cells (t, f(s_t)) decide: of all steps, or
 * of those after the first with another state than before. As in the released code; the papers print other transitions, and
 * the factor 1 instead of 2.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Tonekaboni, S. Joshi, K. Campbell, D. Duvenaud, A. Goldenberg, "What went wrong and when? Instance-wise feature
 *       importance for time-series black-box models", NeurIPS 2020, arXiv 2003.02821
 * </ol>
 *
 * @param changesOnly whether only cells count at which the state changes
 */
record HiddenStates(boolean changesOnly) implements SeriesDraw {
    private static final double[][] MEANS = {{0.1, 1.6, 0.5}, {-0.1, -0.4, -1.5}};
    private static final double VARIANCE = 0.801;
    private static final double COVARIANCE = 0.01;
    private static final double STAY = 0.95;
    private static final double SLOPE = 1 / 500.0;

    @Override
    public int steps() {
        return 200;
    }

    @Override
    public int features() {
        return MEANS[0].length;
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
        int state = Draws.oneWith(random, 0.5);
        int since = 0;
        for (int t = 0; t < steps(); t++) {
            int next = Draws.oneWith(random, state == 0 ? 1 - STAY : STAY - since * SLOPE);
            boolean changed = next != state;
            since = changed ? 0 : since + 1;
            state = next;
            observe(random, drawn, t, state);
            if (!changesOnly || (changed && t > 0)) {
                drawn.mark(t, feature(state));
            }
        }
        return drawn;
    }

    private static void observe(Random random, Drawn drawn, int time, int state) {
        double deviation = Math.sqrt(VARIANCE);
        double shared = random.nextGaussian();
        double left = Math.sqrt(VARIANCE - COVARIANCE * COVARIANCE / VARIANCE);
        int feature = feature(state);
        for (int c = 0; c < drawn.features(); c++) {
            double noise = c == 0
                    ? deviation * shared
                    : c == feature
                            ? COVARIANCE / deviation * shared + left * random.nextGaussian()
                            : deviation * random.nextGaussian();
            drawn.set(time, c, MEANS[state][c] + noise);
        }
        drawn.classes()[time] = Draws.logistic(random, 2 * drawn.get(time, feature));
    }

    private static int feature(int state) {
        return state + 1;
    }
}
