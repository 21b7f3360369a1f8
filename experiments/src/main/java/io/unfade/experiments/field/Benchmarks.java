package io.unfade.experiments.field;

import io.unfade.experiments.field.box.Box;
import io.unfade.experiments.field.box.Box.Effort;
import io.unfade.experiments.field.data.GeneratedData;
import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.SeedRange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The benchmarks on which methods of explanation for time series are compared in the literature, with the field's models and
 * ours, and the published numbers next to ours. Fewer series than published are explained, and models are trained with fewer
 * updates at a higher rate; the page says how many.
 */
public final class Benchmarks implements Experiment {
    private static final int SEEDS = 5;
    private static final int RARE_SERIES = 100;
    private static final int CHANGED = 5;

    private static final Effort QUICK = new Effort(30, 16, 3e-3, 0);
    private static final List<String> QUICK_METHODS = List.of(
            "gradient",
            "integrated-gradients",
            "occlusion-zero",
            "occlusion-window",
            "deeplift",
            "win-it",
            "extremal-mask",
            "random");

    @Override
    public String name() {
        return "benchmarks";
    }

    @Override
    public String purpose() {
        return "14 benchmarks of explanation methods with known truth, published numbers beside ours, 6 kinds of models";
    }

    @Override
    public Study study(Choices choices) {
        return choices.quick() ? quick(choices) : full(choices);
    }

    private static FieldRuns full(Choices choices) {
        List<TrainedCase> cases = new ArrayList<>();
        Effort slow = new Effort(600, 32, 1e-3, 1e-3);
        Effort fast = new Effort(700, 32, 2e-3, 0);
        cases.add(ofSteps(GeneratedData.STATE, 800, 20, slow));
        cases.add(ofSteps(GeneratedData.SWITCH_FEATURE, 800, 30, slow));
        cases.add(ofSteps(GeneratedData.SPIKE, 1000, 40, fast));
        cases.add(ofSteps(GeneratedData.DELAYED_SPIKE, 1000, 40, fast));
        cases.add(ofSteps(GeneratedData.STATE_SWITCH, 800, 20, slow));
        cases.add(ofSeries(GeneratedData.FREQ_SHAPES, 30, true));
        cases.add(ofSeries(GeneratedData.SEQ_COMB_UV, 20, true));
        cases.add(ofSeries(GeneratedData.SEQ_COMB_MV, 20, true));
        cases.add(ofSeries(GeneratedData.LOW_VAR, 20, true));
        cases.add(ofSeries(GeneratedData.WEB_TRAFFIC, 8, false));
        return new FieldRuns(
                List.of(RareData.values()),
                RARE_SERIES,
                cases,
                List.of(),
                CHANGED,
                new SeedRange(choices.seed(), SEEDS));
    }

    private static TrainedCase ofSteps(GeneratedData data, int training, int explained, Effort published) {
        Map<Box, Effort> efforts = new LinkedHashMap<>();
        efforts.put(Box.GRU, published);
        putOurs(efforts);
        efforts.put(Box.ATTENTION, new Effort(1200, 32, 6e-3, 0)); // learns states more slowly than the others
        return new TrainedCase(data, training, data.publishedTest(), explained, efforts);
    }

    private static TrainedCase ofSeries(GeneratedData data, int explained, boolean published) {
        Map<Box, Effort> efforts = new LinkedHashMap<>();
        if (published) {
            efforts.put(Box.BIDIRECTIONAL, new Effort(300, 32, 3e-3, 0));
        }
        putOurs(efforts);
        return new TrainedCase(data, Math.min(1000, data.publishedTraining()), 200, explained, efforts);
    }

    private static void putOurs(Map<Box, Effort> efforts) {
        efforts.put(Box.LSTM, new Effort(600, 32, 3e-3, 0.01));
        efforts.put(Box.ATTENTION, new Effort(600, 32, 3e-3, 0.01));
        efforts.put(Box.RECIPE, new Effort(300, 100, 0.01, 0));
    }

    private static FieldRuns quick(Choices choices) {
        List<TrainedCase> cases = new ArrayList<>();
        for (GeneratedData data : GeneratedData.values()) {
            Map<Box, Effort> efforts = new LinkedHashMap<>();
            if (data != GeneratedData.WEB_TRAFFIC) {
                efforts.put(data.classOfEachStep() ? Box.GRU : Box.BIDIRECTIONAL, QUICK);
            }
            efforts.put(Box.ATTENTION, QUICK);
            cases.add(new TrainedCase(data, 100, 40, 4, efforts));
        }
        return new FieldRuns(List.of(RareData.values()), 10, cases, QUICK_METHODS, 2, new SeedRange(choices.seed(), 1));
    }
}
