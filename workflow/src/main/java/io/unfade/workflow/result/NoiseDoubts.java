package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.train.augment.AdaptiveNoise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** What the level of the {@link AdaptiveNoise} at the end of training says against a model, or against those of folds. */
public final class NoiseDoubts {
    private static final String LEVEL = "noiseLevel";
    /** Of the level, for its rounding. */
    private static final double TOLERANCE = 1e-6;

    private NoiseDoubts() {}

    /**
     * {@return sentences without a full stop; empty if there are none, or there was no such noise}
     *
     * @param training what is kept of the training in the provenance of a model
     */
    public static List<String> of(JsonNode training) {
        JsonNode options = training.path("options");
        return of(
                levels(training),
                options.path("adaptiveNoiseFloor").asDouble(0),
                options.path("adaptiveNoiseGrowth").asDouble(1));
    }

    /**
     * {@return sentences without a full stop; empty if there are none, or there was no such noise}
     *
     * @param levels of each network, of the epoch of its weights
     * @param noise in all trainings
     */
    public static List<String> of(double[] levels, AdaptiveNoise noise) {
        return of(Arrays.stream(levels).boxed().toList(), noise.floor(), noise.growth());
    }

    private static List<String> of(List<Double> levels, double floor, double growth) {
        double lowest = floor * growth * (1 + TOLERANCE); // a step above it at most
        List<String> doubts = new ArrayList<>();
        add(
                doubts,
                levels,
                level -> level <= lowest,
                "nothing could be learnt under noise (its level ended at its floor%s), so maps mean little");
        double highest = AdaptiveNoise.LARGEST / growth * (1 - TOLERANCE);
        add(
                doubts,
                levels,
                level -> level >= highest,
                "series that are almost only noise were classified as well as asked for"
                        + " (its level ended at its limit%s), so the target is within reach of guessing, or the series are not"
                        + " standardized, and maps mean little");
        return doubts;
    }

    private static void add(List<String> doubts, List<Double> levels, DoublePredicate isThere, String sentence) {
        long count = levels.stream().mapToDouble(level -> level).filter(isThere).count();
        if (count > 0) {
            String of = levels.size() == 1 ? "" : " in " + count + " of " + levels.size() + " networks";
            doubts.add(String.format(Locale.ROOT, sentence, of));
        }
    }

    /** {@return the level of each network, of the epoch of its weights; empty without such noise} */
    private static List<Double> levels(JsonNode training) {
        List<Double> levels = new ArrayList<>();
        training.path("members").forEach(member -> levels.add(member.path(LEVEL).asDouble(Double.NaN)));
        if (levels.isEmpty()) {
            JsonNode best =
                    training.path("history").path(training.path("bestEpoch").asInt() - 1);
            levels.add(best.path(LEVEL).asDouble(Double.NaN));
        }
        levels.removeIf(level -> level.isNaN());
        return levels;
    }
}
