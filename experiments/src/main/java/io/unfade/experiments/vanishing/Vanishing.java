package io.unfade.experiments.vanishing;

import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.SeedRange;
import io.unfade.experiments.vanishing.VanishingRuns.Counts;

import java.util.List;

/**
 * The paper's theory made visible: how the gradient of the logit, the Jacobian of the last hidden state and the product of
 * the forget gates fall towards the first step of a series, and which of them still do with input-cell attention.
 *
 * <p>Every step of the series is informative to the same degree, so that a map that tells the truth is flat in time, and
 * every slope is the model's doing.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019, sections 2 and 3; nothing was published to compare with
 * </ol>
 */
public final class Vanishing implements Experiment {
    private static final List<Integer> STEPS = List.of(50, 100, 200, 400);
    private static final List<Integer> QUICK_STEPS = List.of(20, 40);
    private static final Regime.Schedule SCHEDULE = new Regime.Schedule(100, 50, 1e-3, 20);
    private static final Counts COUNTS = new Counts(500, 100, 20);
    private static final Counts QUICK_COUNTS = new Counts(200, 40, 10);
    private static final int SEEDS = 3;
    private static final int QUICK_EPOCHS = 30;

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
                ? new VanishingRuns(QUICK_STEPS, schedule, new SeedRange(choices.seed(), 1), QUICK_COUNTS)
                : new VanishingRuns(STEPS, schedule, new SeedRange(choices.seed(), SEEDS), COUNTS);
    }
}
