package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Handwritten digits, row by row: a model that forgets looks at the bottom rows, which have no ink. Sizes are those of the
 * benchmark, because the poster shows pictures and no numbers.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019; the poster
 *   <li>A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi, "Benchmarking Deep Learning Interpretability in Time Series
 *       Predictions", NeurIPS 2020, arXiv 2010.13924; sizes of models for MNIST
 * </ol>
 */
public final class Mnist implements Experiment {
    private static final List<ModelKind> MODELS = List.of(
            ModelKind.plain("lstm", "LSTM", Cell.LSTM),
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention, mean", Cell.LSTM, HopPooling.MEAN),
            ModelKind.attentive("lstm-concat", "LSTM + input-cell attention, concat", Cell.LSTM, HopPooling.CONCAT));

    private static final ModelKind.Size SIZE = new ModelKind.Size(25, 28, 30, 0.05);
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(20, 64, 2e-3, 20);
    private static final int SEEDS = 3;
    private static final int QUICK_EPOCHS = 3;
    private static final int QUICK_TRAINING = 1000;
    private static final int QUICK_TEST = 200;

    @Override
    public String name() {
        return "mnist";
    }

    @Override
    public String purpose() {
        return "handwritten digits row by row: accuracy, and saliency on ink, 3 models";
    }

    @Override
    public Optional<String> dataFolder() {
        return Optional.of("mnist");
    }

    @Override
    public Study study(Choices choices) throws IOException {
        Path folder = Require.present(choices.data(), "mnist needs a folder with the IDX files of MNIST");
        Digits digits = Digits.read(folder, choices.timeAxis());
        Regime.Schedule schedule = SCHEDULE.chosen(choices, QUICK_EPOCHS);
        SeedRange seeds = new SeedRange(choices.seed(), choices.quick() ? 1 : SEEDS);
        return study(
                Setup.sound(MODELS, SIZE, schedule, seeds),
                choices.quick() ? digits.first(QUICK_TRAINING, QUICK_TEST) : digits);
    }

    /**
     * {@return the study of some digits}
     *
     * @param setup with the seeds of models, not of the digits
     */
    static Study study(Setup setup, Digits digits) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("filesSha256", digits.sha256());
        settings.put("timeAxis", digits.timeAxis().key());
        settings.put("pixelMean", Digits.MEAN);
        settings.put("pixelScale", Digits.SCALE);
        settings.put("inkAbove", Digits.BLANK);
        setup.putInto(settings);
        int training = digits.data().training().count();
        settings.put("trainingSeries", training);
        settings.put("testSeries", digits.test().count());
        String series = String.format(
                Locale.ROOT,
                "%,d digits to train with and %,d to test with",
                training,
                digits.test().count());
        Grid<Digits> grid = new Grid<>(
                List.of(),
                List.of(new Grid.Case<>(List.of(), digits)),
                setup,
                run -> DigitRecord.of(run, run.seed() == setup.seeds().first()));
        return new GridStudy<>(
                settings,
                digits.files(),
                grid,
                DigitRecord.measures(digits),
                Published.none(),
                setup.describe(series),
                MnistPage::new);
    }
}
