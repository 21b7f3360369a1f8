package io.unfade.experiments.field.data;

import java.util.Random;

/** Draws from distributions; the same on every platform. */
final class Draws {
    private Draws() {}

    /** {@return a number from an interval} */
    static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** {@return a whole number from low to high, both included} */
    static int whole(Random random, int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** {@return 1 or -1} */
    static int sign(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }

    /** {@return 1 with a probability, else 0} */
    static int oneWith(Random random, double probability) {
        return random.nextDouble() < probability ? 1 : 0;
    }

    /** {@return a whole number of a Poisson distribution: how many uniform numbers can be multiplied before exp(-mean) is reached} */
    static int poisson(Random random, double mean) {
        double least = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > least; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** {@return a class, 0 or 1, by the logistic function of a number} */
    static int logistic(Random random, double logit) {
        return oneWith(random, 1 / (1 + StrictMath.exp(-logit)));
    }
}
