package io.unfade.cli.option;

import io.unfade.model.Output;
import io.unfade.workflow.option.TargetChoice;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which output is explained, and by which method. */
public final class TargetOptions {
    @Option(
            names = "--method",
            order = 10,
            paramLabel = "NAME",
            defaultValue = "gradient",
            description = "Saliency method; `unfade methods` lists them with their options.")
    private String method = "gradient";

    @Option(
            names = "--set",
            order = 10,
            paramLabel = "OPTION=VALUE",
            showDefaultValue = Help.Visibility.NEVER,
            description = "An option of the method, such as steps=100; may be given several times.")
    private Map<String, String> methodOptions = new LinkedHashMap<>();

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
        return new TargetChoice(method, methodOptions, target, Output.of(output));
    }
}
