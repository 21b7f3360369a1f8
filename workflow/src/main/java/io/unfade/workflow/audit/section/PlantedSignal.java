package io.unfade.workflow.audit.section;

import io.unfade.data.synth.Box;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A signal to plant.
 *
 * @param amplitude in standard deviations of the feature
 * @param place where in time, such as "early"
 * @param box its cells
 */
public record PlantedSignal(double amplitude, String place, Box box) {
    private static final double[] AMPLITUDES = {1, 0.5, 2, 0.25};
    private static final double[] DURATIONS = {0.25, 0.1};
    private static final String[] PLACES = {"early", "middle", "late"};
    private static final double[] CENTRES = {1.0 / 6, 0.5, 5.0 / 6};
    private static final double SHARE_OF_FEATURES = 0.1;

    /**
     * {@return signals of several amplitudes, places and durations, the most telling first}
     *
     * @param steps that all series have
     * @param features C
     * @param seed of the features
     */
    static List<PlantedSignal> sweep(int steps, int features, long seed) {
        int width = Math.max(1, (int) Math.round(SHARE_OF_FEATURES * features));
        int first = new Random(seed).nextInt(features - width + 1);
        List<PlantedSignal> all = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (double duration : DURATIONS) {
            int length = Math.max(1, (int) Math.round(duration * steps));
            if (!lengths.contains(length)) {
                lengths.add(length);
            }
        }
        for (int length : lengths) {
            for (double amplitude : AMPLITUDES) {
                for (int p = 0; p < PLACES.length; p++) {
                    int start = (int) Math.round(CENTRES[p] * steps - length / 2.0);
                    int from = Math.max(0, Math.min(steps - length, start));
                    Box box = new Box(from, from + length, first, first + width);
                    all.add(new PlantedSignal(amplitude, PLACES[p], box));
                }
            }
        }
        return all;
    }

    String key() {
        return String.format(Locale.ROOT, "%s-%d-%.2f", place, box.endStep() - box.startStep(), amplitude);
    }

    /** {@return the signal in words} */
    public String condition() {
        return String.format(
                Locale.ROOT,
                "%s SD at steps %d to %d (%s) in %s",
                Double.toString(amplitude).replaceFirst("\\.0$", ""),
                box.startStep(),
                box.endStep() - 1,
                place,
                box.endFeature() - box.startFeature() == 1
                        ? "1 feature"
                        : box.endFeature() - box.startFeature() + " features");
    }
}
