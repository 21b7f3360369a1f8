package io.unfade.fmri.simulate;

/**
 * One block of a task: a row of a BIDS events file.
 *
 * @param onset its first second, counted from the first scan
 * @param duration in seconds
 * @param label the class, 0..K-1
 * @param trialType the name of the class
 */
public record SimulatedBlock(double onset, double duration, int label, String trialType) {
    /** {@return the second at which it ends} */
    public double end() {
        return onset + duration;
    }
}
