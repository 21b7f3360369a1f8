package io.unfade.cli.option;

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
        return steps;
    }
}
