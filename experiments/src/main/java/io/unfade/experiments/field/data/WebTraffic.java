package io.unfade.experiments.field.data;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A week of traffic of a web site, every 10 minutes, T = 1008, C = 1, with a part that was changed in one of nine ways; class 0 has
 * none. With
 *
 * <pre>{@code
 * W(a, b, p, s, x) = a/2 sin(z - sin(z) / s) + b,        z = 2 pi (x - p)
 * traffic          = (W(A, B, P + 0.55, S, day) + N(0, D^2)) W(E, 1, 0.6, 2, week),   not below 0
 * A ~ U(2, 4), B ~ U(2.5, 5), P ~ U(-0.05, 0.05), S ~ U(1, 3), D ~ U(0.1, 0.3), E ~ U(0.8, 1.2)
 * }</pre>
 *
 * <p>where day runs from 0 to 7 and week from 0 to 1, ends included. {@link WebSignature} has the changes. The steps of the changed
 * part decide. D as in the released code.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Early, G. K. C. Cheung, K. Cutajar, H. Xie, J. Kandola, N. Twomey, "Inherently Interpretable Time Series
 *       Classification via Multiple Instance Learning", ICLR 2024, appendix C
 * </ol>
 */
record WebTraffic() implements SeriesDraw {
    private static final int DAYS = 7;
    private static final List<WebSignature> SIGNATURES = List.of(WebSignature.values());

    @Override
    public int steps() {
        return 144 * DAYS;
    }

    @Override
    public int features() {
        return 1;
    }

    @Override
    public List<String> classNames() {
        return Stream.concat(Stream.of("none"), SIGNATURES.stream().map(WebSignature::key))
                .toList();
    }

    @Override
    public boolean classOfEachStep() {
        return false;
    }

    @Override
    public Drawn draw(Random random, int label) {
        Drawn drawn = Drawn.zeros(steps(), 1);
        double[] week = week(random);
        if (label > 0) {
            SIGNATURES.get(label - 1).apply(random, week, drawn);
        }
        for (int t = 0; t < week.length; t++) {
            drawn.set(t, 0, Math.max(0, week[t]));
        }
        return drawn;
    }

    private double[] week(Random random) {
        double height = Draws.between(random, 2, 4);
        double level = Draws.between(random, 2.5, 5);
        double phase = Draws.between(random, -0.05, 0.05);
        double skew = Draws.between(random, 1, 3);
        double noise = Draws.between(random, 0.1, 0.3);
        double weekHeight = Draws.between(random, 0.8, 1.2);
        double[] traffic = new double[steps()];
        for (int t = 0; t < traffic.length; t++) {
            double share = t / (traffic.length - 1.0);
            double rate = wave(height, level, phase + 0.55, skew, DAYS * share);
            traffic[t] = (rate + noise * random.nextGaussian()) * wave(weekHeight, 1, 0.6, 2, share);
        }
        return traffic;
    }

    private static double wave(double height, double level, double phase, double skew, double x) {
        double angle = 2 * Math.PI * (x - phase);
        return height / 2 * StrictMath.sin(angle - StrictMath.sin(angle) / skew) + level;
    }
}
