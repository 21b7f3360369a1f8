package io.unfade.fmri.simulate;

import java.util.List;

/**
 * The response of a class's regions to its blocks, without noise and at amplitude 1: activity in the interval of the
 * class, convolved with the {@linkplain HaemodynamicResponse haemodynamic response}, scaled so that the response to one
 * block has the peak 1.
 */
final class ClassResponse {
    private final int label;
    private final double start;
    private final double end;
    private final double peak;

    ClassResponse(int label, TaskDesign design) {
        this.label = label;
        Interval interval = Interval.ofClass(label);
        start = interval.start(design.blockSeconds());
        end = interval.end(design.blockSeconds());
        peak = HaemodynamicResponse.peak(end - start);
    }

    /** {@return the sum at a time, in seconds, of the responses to the blocks of this class} */
    double at(double time, List<SimulatedBlock> blocks) {
        double sum = 0;
        for (SimulatedBlock block : blocks) {
            if (block.label() == label) {
                sum += HaemodynamicResponse.toActivity(block.onset() + start, block.onset() + end, time);
            }
        }
        return sum / peak;
    }
}
