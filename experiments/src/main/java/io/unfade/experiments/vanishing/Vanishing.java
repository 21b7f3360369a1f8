package io.unfade.experiments.vanishing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Published;
import io.unfade.experiments.trial.Grid;
import io.unfade.experiments.trial.GridStudy;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;

import java.util.List;
import java.util.Locale;

/**
 * The paper's theory in numbers: how the gradient of the logit, the Jacobian of the last hidden state and the product of
 * the forget gates decay towards the first step of a series, and which of them still do with input-cell attention.
 *
 * <p>Every step of the series is equally informative, so a faithful map is flat in time, and any slope is caused by the
 * model.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019, sections 2 and 3; nothing was published to compare with
 * </ol>
 */
public final class Vanishing implements Experiment {
    /** The models: each cell without and with input-cell attention. */
    static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.plain("gru", "GRU", Cell.GRU),
            ModelKind.plain("rnn", "Tanh RNN", Cell.RNN),
            ModelKind.attentive("lstm-mean", "LSTM + attention", Cell.LSTM, HopPooling.MEAN),
            ModelKind.attentive("gru-mean", "GRU + attention", Cell.GRU, HopPooling.MEAN),
            ModelKind.attentive("rnn-mean", "Tanh RNN + attention", Cell.RNN, HopPooling.MEAN));

    private static final int FEATURES = 20;
    private static final int FROM_FEATURE = 5;
    private static final int TO_FEATURE = 15;
    private static final List<Integer> STEPS = List.of(50, 100, 200, 400);
    private static final List<Integer> QUICK_STEPS = List.of(20, 40);
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 50, 1e-3, 20);
    private static final Counts COUNTS = new Counts(500, 100, 20);
    private static final Counts QUICK_COUNTS = new Counts(200, 40, 10);
    private static final int SEEDS = 3;
    private static final int QUICK_EPOCHS = 30;

    /**
     * Numbers of series.
     *
     * @param training number of training series; a fifth of them selects the epoch
     * @param test number of series to test and explain
     * @param jacobians number of first test series to compute Jacobians for; O(T H^3) each
     */
    record Counts(int training, int test, int jacobians) {}

    @Override
    public String name() {
        return "vanishing";
    }

    @Override
    public String purpose() {
        return "why saliency vanishes: gradients, Jacobians and forget gates over time, 6 models";
    }

    @Override
    public Study study(Choices choices) {
        Regime.Schedule schedule = SCHEDULE.chosen(choices, QUICK_EPOCHS);
        return choices.quick()
                ? study(QUICK_STEPS, schedule, new SeedRange(choices.seed(), 1), QUICK_COUNTS)
                : study(STEPS, schedule, new SeedRange(choices.seed(), SEEDS), COUNTS);
    }

    /**
     * {@return the study of series of some lengths}
     *
     * @param steps the lengths, ascending
     */
    static Study study(List<Integer> steps, Regime.Schedule schedule, SeedRange seeds, Counts counts) {
        Setup setup = Setup.sound(MODELS, ModelKind.Size.AUTHORS, schedule, seeds);
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        var lengths = settings.putArray("steps");
        steps.forEach(lengths::add);
        settings.put("features", FEATURES);
        settings.put("informativeFeatures", FROM_FEATURE + ".." + (TO_FEATURE - 1));
        setup.putInto(settings);
        settings.put("trainingSeries", counts.training());
        settings.put("testSeries", counts.test());
        settings.put("jacobianSeries", counts.jacobians());
        String about = String.format(
                Locale.ROOT,
                "%d of %d features informative at every step; %d series to train and %d to test, Jacobians of %d; %s",
                TO_FEATURE - FROM_FEATURE,
                FEATURES,
                counts.training(),
                counts.test(),
                counts.jacobians(),
                setup.describe(""));
        List<Grid.Case<Integer>> cases = steps.stream()
                .map(length -> Grid.Case.of(Integer.toString(length), length))
                .toList();
        Grid<Integer> grid = new Grid<>(
                List.of("steps"), cases, setup, run -> VanishingRecord.of(run, data(run, counts), counts.jacobians()));
        return new GridStudy<>(
                settings, List.of(), grid, VanishingRecord.MEASURES, Published.none(), about, VanishingPage::new);
    }

    private static TrainTestSplit data(Grid.Run<Integer> run, Counts counts) {
        int length = run.on().data();
        BoxData data = BoxData.ofSize(length, FEATURES, new Box(0, length, FROM_FEATURE, TO_FEATURE));
        return run.data(() -> data.generate(counts.training(), counts.test(), run.seed()));
    }
}
