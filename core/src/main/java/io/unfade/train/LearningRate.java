package io.unfade.train;

import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Schedule;

/**
 * The learning rate at each step of a run. With N steps, W of them warm-up, and the full rate r,
 *
 * <pre>{@code
 * r (k + 1) / (W + 1)                            k = 0..W-1
 * r                                              k = W..N-1, constant
 * r (1 + cos(pi (k - W) / (N - W))) / 2          k = W..N-1, cosine
 * }</pre>
 *
 * so that no step has rate 0.
 *
 * @param descent the full rate, its schedule and the share of warm-up
 * @param steps N
 */
record LearningRate(Descent descent, long steps) {
    /** {@return the rate of a step, 0 for the first} */
    double at(long step) {
        return descent.learningRate() * factor(step);
    }

    private double factor(long step) {
        long warmup = Math.round(descent.warmup() * steps);
        if (step < warmup) {
            return (step + 1.0) / (warmup + 1);
        }
        if (descent.schedule() == Schedule.CONSTANT) {
            return 1;
        }
        return (1 + Math.cos(Math.PI * (step - warmup) / (steps - warmup))) / 2;
    }
}
