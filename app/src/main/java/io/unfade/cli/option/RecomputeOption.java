package io.unfade.cli.option;

import io.unfade.cli.base.UsageException;
import io.unfade.model.Model;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import picocli.CommandLine.Option;

/** What recurrent layers keep for the gradient. */
public final class RecomputeOption {
    @Option(
            names = "--recompute",
            order = 51,
            paramLabel = "STEPS",
            defaultValue = "" + Classifier.RECOMPUTED_STEPS,
            description =
                    "Keep the state of recurrent layers every STEPS steps only, and run the steps between a second "
                            + "time for the gradient: less memory for long series. 0 keeps all.")
    private int steps;

    public int steps() {
        if (steps < 0) {
            throw new UsageException("--recompute must be at least 0, but was " + steps);
        }
        return steps;
    }

    public void applyTo(Model model) {
        int every = steps();
        if (model instanceof TrainedModel trained) {
            trained.network().recompute(every);
        }
    }
}
