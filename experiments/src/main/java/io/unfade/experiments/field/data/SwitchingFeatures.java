package io.unfade.experiments.field.data;

import java.util.List;
import java.util.Random;

/**
 * A Markov model with three states, T = 100, C = 3. The first state is 1 with probability 1/3, else 0. The next is drawn with
 * the probabilities
 *
 * <pre>{@code
 * after 0:  0.95 0.02 0.03
 * after 1:  0.02 0.95 0.03
 * after 2:  0.03 0.02 0.95
 * x_t  ~ N(mu_s, 0.1 I)                mu_0 = (0.8, -0.5, -0.2), mu_1 = (0, -1, 0), mu_2 = (-0.2, -0.2, 0.8)
 * y_t  = 1 with probability 1 / (1 + exp(-3 x_{t, s}))
 * }</pre>
 *
 * <p>The cells (t, s_t) decide. Published as a Gaussian process over whole steps with covariance 0.1 exp(-d^2 / 0.08), which
 * is below 4e-7 between any two steps: independent noise in single precision, and drawn as such here.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Tonekaboni, S. Joshi, K. Campbell, D. Duvenaud, A. Goldenberg, "What went wrong and when? Instance-wise feature
 *       importance for time-series black-box models", NeurIPS 2020, arXiv 2003.02821
 *   <li>Z. Liu et al., "Explaining Time Series via Contrastive and Locally Sparse Perturbations", ICLR 2024, section 4.2
 * </ol>
 */
record SwitchingFeatures() implements SeriesDraw {
    private static final double[][] MEANS = {{0.8, -0.5, -0.2}, {0, -1, 0}, {-0.2, -0.2, 0.8}};
    private static final double[][] NEXT = {{0.95, 0.02, 0.03}, {0.02, 0.95, 0.03}, {0.03, 0.02, 0.95}};
    private static final double VARIANCE = 0.1;

    @Override
    public int steps() {
        return 100;
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
        int state = Draws.oneWith(random, 1 / 3.0);
        for (int t = 0; t < steps(); t++) {
            state = t == 0 ? state : next(random, state);
            for (int c = 0; c < features(); c++) {
                drawn.set(t, c, MEANS[state][c] + Math.sqrt(VARIANCE) * random.nextGaussian());
            }
            drawn.classes()[t] = Draws.logistic(random, 3 * drawn.get(t, state));
            drawn.mark(t, state);
        }
        return drawn;
    }

    private static int next(Random random, int state) {
        double drawn = random.nextDouble();
        double[] shares = NEXT[state];
        return drawn < shares[0] ? 0 : drawn < shares[0] + shares[1] ? 1 : 2;
    }
}
