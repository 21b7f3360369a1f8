package io.unfade.experiments.fmri;

import io.unfade.check.Require;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.trial.Setup;
import io.unfade.experiments.trial.Trial;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brain activity during tasks: decodes the kind of picture that a person saw, or the task done. The paper's data (Human
 * Connectome Project, 360 regions) require an account, so this uses one subject of Haxby et al. 2001, and a simulation
 * of the paper's size.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019; section on fMRI, and the poster
 *   <li>J. V. Haxby, M. I. Gobbini, M. L. Furey, A. Ishai, J. L. Schouten, P. Pietrini, "Distributed and overlapping
 *       representations of faces and objects in ventral temporal cortex", Science 293, 2001; openfMRI ds000105
 * </ol>
 */
public final class FmriExperiment implements Experiment {
    private static final ModelKind PLAIN = ModelKind.plain("lstm", "LSTM", Cell.LSTM);
    private static final ModelKind ATTENTIVE =
            ModelKind.attentive("lstm-mean", "LSTM + input-cell attention", Cell.LSTM, HopPooling.MEAN);

    // Size and schedule were chosen on slice-8 alone, by four folds of seed 100 and the accuracy of both models; the
    // simulation's effect size so that a linear classifier is right for nearly all blocks.
    private static final ModelKind.Size SIZE = new ModelKind.Size(64, 10, 20, 0.5);
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 8, 2e-3, 25);
    private static final int SEEDS = 3;
    private static final int FOLDS = 12;
    private static final int QUICK_FOLDS = 3;
    private static final int QUICK_EPOCHS = 25;

    @Override
    public String name() {
        return "fmri";
    }

    @Override
    public String purpose() {
        return "brain activity: accuracy, brain maps, removal of salient cells, saliency on task, 2 models";
    }

    @Override
    public Optional<String> dataFolder() {
        return Optional.of("haxby2001");
    }

    @Override
    public Study study(Choices choices) throws IOException {
        Path folder = Require.present(choices.data(), "fmri needs the folder of the data of Haxby et al. 2001");
        FmriData data = choices.quick() ? FmriData.small(folder) : FmriData.read(folder);
        Regime.Schedule schedule = SCHEDULE.chosen(choices, QUICK_EPOCHS);
        SeedRange seeds = new SeedRange(choices.seed(), choices.quick() ? 1 : SEEDS);
        int folds = choices.quick() ? QUICK_FOLDS : FOLDS;
        return new FmriRuns(Setup.sound(List.of(PLAIN, ATTENTIVE), SIZE, schedule, seeds), folds, data);
    }

    /** {@return how the model with attention is made} */
    static Trial.Recipe attentive(Choices choices) {
        return new Trial.Recipe(ATTENTIVE, SIZE, Regime.SOUND, SCHEDULE.chosen(choices, QUICK_EPOCHS));
    }
}
