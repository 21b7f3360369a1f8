package io.unfade.cli.option;

import io.unfade.attribution.Output;
import io.unfade.workflow.option.TargetChoice;
import picocli.CommandLine.Option;

/** Which output is explained, and by which method. */
public final class TargetOptions {
    @Option(
            names = "--method",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "gradient",
            description = "Saliency method: gradient.")
    private String method = "gradient";

    @Option(
            names = "--target",
            order = 11,
            paramLabel = "CLASS",
            defaultValue = "predicted",
            description = "Which class's output: predicted, label (the true class), or a class by its name.")
    private String target = "predicted";

    @Option(
            names = "--output",
            order = 12,
            paramLabel = "OUTPUT",
            defaultValue = "logit",
            description = "Which output of the class: logit, or probability as in the paper.")
    private String output = "logit";

    public TargetChoice choice() {
        return new TargetChoice(method, target, Output.of(output));
    }
}
