package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.trial.Grid;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.GridStudy;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.experiments.trial.Trial;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the saliency methods look: all but those that need a level of noise and those that only change how a map is
 * displayed, and the controls, on the paper's boxes and on boxes with a distractor,
 * for the paper's LSTM and its LSTM with input-cell attention, trained as the authors do. Nothing was published to compare
 * with.
 *
 * <p>Methods of thousands of passes have options that make them cheaper, so that the cost of all is of the same order.
 */
public final class Methods implements Experiment {
    /** The data sets; in those with a distractor further cells have a sign that is independent of the class. */
    static final List<String> DATA = List.of(
            "earlier-box",
            "middle-box",
            "latter-box",
            "mixed-boxes",
            "three-earlier-boxes",
            "three-middle-boxes",
            "distractor-earlier-box",
            "distractor-middle-box");

    static final ModelKind PLAIN = ModelKind.plain("lstm", "LSTM", Cell.LSTM);
    static final ModelKind ATTENTIVE =
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention", Cell.LSTM, HopPooling.MEAN);

    /** The columns of the tables. */
    static final List<Measure> MEASURES = List.of(
            MapRecord.ROC_AUC,
            MapRecord.AVERAGE_PRECISION,
            MapRecord.WEIGHTED_JACCARD,
            MapRecord.DISTRACTOR_RATIO,
            Measure.ACCURACY,
            ScoredMaps.FORWARD,
            ScoredMaps.BACKWARD);

    private static final List<String> METHODS = List.of(
            "gradient",
            "input-x-gradient",
            "integrated-gradients",
            "expected-gradients",
            "temporal-integrated-gradients steps=3",
            "sequential-integrated-gradients steps=3",
            "timing",
            "window-path",
            "deeplift",
            "lrp",
            "attention-rollout",
            "occlusion window=5 width=5 stride=5 shift=5",
            "ablation groups=step",
            "permutation groups=block window=5 width=5",
            "shapley",
            "shapley-sampling groups=segments",
            "kernel-shap groups=segments samples=256",
            "segment-shapley",
            "time-shap",
            "win-it window=1 samples=1",
            "extremal-mask iterations=300 restarts=1",
            "dynamask iterations=300",
            "smooth-grad",
            "var-grad",
            "temporal-rescaling",
            "time-forward",
            "random",
            "time-profile",
            "input-magnitude",
            "mean-difference",
            "linear-discriminant",
            "t-map",
            "input-two-way",
            "input-rank-1");

    private static final List<String> QUICK_METHODS = List.of(
            "gradient",
            "integrated-gradients steps=10",
            "deeplift",
            "attention-rollout",
            "occlusion window=10 width=10 stride=10 shift=10",
            "shapley segments=6",
            "random",
            "mean-difference");

    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 50, 1e-3, 1);
    private static final int QUICK_EPOCHS = 5;
    private static final Counts COUNTS = new Counts(1000, 300, 2);
    private static final Counts QUICK_COUNTS = new Counts(300, 60, 2);
    private static final int SEEDS = 3;

    /**
     * Numbers of series.
     *
     * @param training number of training series, which are also the background of methods that need one
     * @param test number of series to test with
     * @param explained number of first test series to explain by each method
     */
    record Counts(int training, int test, int explained) {}

    @Override
    public String name() {
        return "methods";
    }

    @Override
    public String purpose() {
        return "where the saliency methods look, beside controls without a model, 2 models";
    }

    @Override
    public Study study(Choices choices) {
        Regime.Schedule schedule = SCHEDULE.chosen(choices, QUICK_EPOCHS);
        SeedRange seeds = new SeedRange(choices.seed(), choices.quick() ? 1 : SEEDS);
        return choices.quick()
                ? study(DATA.subList(0, 2), QUICK_METHODS, schedule, seeds, QUICK_COUNTS)
                : study(DATA, METHODS, schedule, seeds, COUNTS);
    }

    /**
     * {@return the study of some methods}
     *
     * @param methods each a name, followed by its options if any
     */
    static Study study(
            List<String> data, List<String> methods, Regime.Schedule schedule, SeedRange seeds, Counts counts) {
        Setup setup = new Setup(
                List.of(PLAIN, ATTENTIVE), ModelKind.Size.AUTHORS, Map.of(Regime.AUTHORS, schedule), false, seeds);
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var sets = settings.putArray("data");
        data.forEach(sets::add);
        var names = settings.putArray("methods");
        methods.forEach(names::add);
        setup.putInto(settings);
        settings.put("trainingSeries", counts.training());
        settings.put("testSeries", counts.test());
        settings.put("explainedSeries", counts.explained());
        String series = String.format(
                Locale.ROOT,
                "%,d series to train with, %,d to test with, the first %d of these explained",
                counts.training(),
                counts.test(),
                counts.explained());
        List<Case<BoxData>> cases =
                data.stream().map(name -> Case.of(name, BoxData.named(name))).toList();
        ScoredMaps maps = new ScoredMaps(methods, counts.explained());
        Grid<BoxData> grid = new Grid<>(
                List.of("data"), cases, setup, new Grid.Parts("method", methods), run -> record(run, maps, counts));
        return new GridStudy<>(
                settings,
                List.of(),
                grid,
                MEASURES,
                Published.none(),
                setup.describe(series),
                runs -> new MethodsPage(runs, methods));
    }

    private static ObjectNode record(Grid.Run<BoxData> run, ScoredMaps maps, Counts counts) {
        TrainTestSplit data = run.data(() -> run.on().data().generate(counts.training(), counts.test(), run.seed()));
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        try (Trial trial = run.train(data)) {
            double accuracy = 100 * trial.accuracy();
            maps.put(record, trial.model(), data, run.seed(), run.progress());
            record.forEach(node -> ((ObjectNode) node).put(Measure.ACCURACY.key(), accuracy));
        }
        return record;
    }
}
