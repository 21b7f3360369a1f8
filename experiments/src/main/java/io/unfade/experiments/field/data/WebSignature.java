package io.unfade.experiments.field.data;

import io.unfade.check.Keyed;

import java.util.Random;

/**
 * How a part of {@link WebTraffic} is changed. The part has 36..288 steps and starts anywhere; its l values become others. Only
 * {@link #SPIKES} are anywhere in the series.
 */
enum WebSignature implements Keyed {
    /** At each step with probability 0.01, N(3, 0.2^2) is added or taken away. */
    SPIKES(WebSignature::spikes),
    /** In reverse order. */
    FLIP(ofPart(WebSignature::flip)),
    /**
     * Warped in time: the value of the middle, at floor(l/2), moves to floor(l (0.5 + d)) with |d| ~ U(0.25, 0.45), and the
     * others with it, by linear interpolation.
     */
    SKEW(ofPart(WebSignature::skew)),
    /** With noise N(0, d^2), d ~ U(0.5, 1). */
    NOISE(ofPart(WebSignature::noise)),
    /** Replaced by N(c, 0.1^2), c ~ U(0, 0.2). */
    CUTOFF(ofPart(WebSignature::cutoff)),
    /** The mean of 5..9 neighbours, the middle one included; of an even number one more before it; zeros beyond the week. */
    AVERAGE(ofPart(WebSignature::average)),
    /** A line is added, from 0 to +-U(2, 3). */
    WANDER(ofPart(WebSignature::wander)),
    /** Times 1 + c g, c ~ U(1.5, 2.5), g the density of the standard normal distribution from -5 to 5. */
    PEAK(ofPart((random, week, from, to) -> bell(week, from, to, Draws.between(random, 1.5, 2.5)))),
    /** Times 1 - c g, likewise. */
    TROUGH(ofPart((random, week, from, to) -> bell(week, from, to, -Draws.between(random, 1.5, 2.5))));

    private static final int SHORTEST = 36;
    private static final int LONGEST = 288;

    /** Changes a week and marks the changed steps. */
    private interface Change {
        void apply(Random random, double[] week, Drawn marks);
    }

    /** Changes the steps of a week from one to another, which is not included. */
    private interface PartChange {
        void apply(Random random, double[] week, int from, int to);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a stateless function
    private final Change change;

    WebSignature(Change change) {
        this.change = change;
    }

    /**
     * Changes a week.
     *
     * @param marks receives which steps are changed
     */
    void apply(Random random, double[] week, Drawn marks) {
        change.apply(random, week, marks);
    }

    private static Change ofPart(PartChange change) {
        return (random, week, marks) -> {
            int length = Draws.whole(random, SHORTEST, LONGEST);
            int from = random.nextInt(week.length - length + 1);
            change.apply(random, week, from, from + length);
            marks.mark(from, from + length, 0);
        };
    }

    private static void spikes(Random random, double[] week, Drawn marks) {
        for (int t = 0; t < week.length; t++) {
            if (Draws.oneWith(random, 0.01) == 1) {
                week[t] += Draws.sign(random) * (3 + 0.2 * random.nextGaussian());
                marks.mark(t, 0);
            }
        }
    }

    @SuppressWarnings("UnusedVariable") // nothing is drawn
    private static void flip(Random random, double[] week, int from, int to) {
        double[] before = week.clone();
        for (int t = from; t < to; t++) {
            week[t] = before[from + to - 1 - t];
        }
    }

    private static void skew(Random random, double[] week, int from, int to) {
        double shift = Draws.between(random, 0.25, 0.45) * Draws.sign(random);
        int length = to - from;
        int moved = (int) (length * (0.5 + shift));
        int middle = length / 2;
        double[] before = week.clone();
        for (int i = 0; i < length; i++) {
            double place =
                    i < moved ? spaced(i, moved, 0, middle) : spaced(i - moved, length - moved, middle, length - 1);
            int left = from + Math.min((int) place, length - 2);
            week[from + i] = before[left] + (from + place - left) * (before[left + 1] - before[left]);
        }
    }

    private static void noise(Random random, double[] week, int from, int to) {
        double deviation = Draws.between(random, 0.5, 1);
        for (int t = from; t < to; t++) {
            week[t] += deviation * random.nextGaussian();
        }
    }

    private static void cutoff(Random random, double[] week, int from, int to) {
        double level = Draws.between(random, 0, 0.2);
        for (int t = from; t < to; t++) {
            week[t] = level + 0.1 * random.nextGaussian();
        }
    }

    private static void average(Random random, double[] week, int from, int to) {
        int width = Draws.whole(random, 5, 9);
        double[] before = week.clone();
        for (int t = from; t < to; t++) {
            int first = t - width / 2;
            week[t] = 0;
            for (int near = Math.max(0, first); near < Math.min(week.length, first + width); near++) {
                week[t] += before[near] / width;
            }
        }
    }

    private static void wander(Random random, double[] week, int from, int to) {
        double end = Draws.between(random, 2, 3) * Draws.sign(random);
        for (int t = from; t < to; t++) {
            week[t] += spaced(t - from, to - from, 0, end);
        }
    }

    private static void bell(double[] week, int from, int to, double scale) {
        for (int t = from; t < to; t++) {
            double x = spaced(t - from, to - from, -5, 5);
            week[t] *= 1 + scale * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        }
    }

    /** {@return number i of some evenly spaced numbers, the ends included} */
    private static double spaced(int i, int count, double first, double last) {
        return count == 1 ? first : first + (last - first) * i / (count - 1);
    }
}
