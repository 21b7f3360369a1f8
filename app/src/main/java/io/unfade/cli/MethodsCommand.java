package io.unfade.cli;

import io.unfade.cli.base.AbstractCommand;
import io.unfade.workflow.result.MethodList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unfade methods}: the attribution methods. */
@Command(
        name = "methods",
        description = "Lists the saliency methods: what each needs of a model, whether it is complete, what one series "
                + "costs, and its options (--set in explain, diagnose and cross-validate).")
final class MethodsCommand extends AbstractCommand {
    @Option(
            names = "--steps",
            paramLabel = "T",
            defaultValue = "100",
            description = "Time steps of the series whose cost is shown.")
    private int steps;

    @Option(
            names = "--features",
            paramLabel = "C",
            defaultValue = "10",
            description = "Features of the series whose cost is shown.")
    private int features;

    @Override
    protected Result execute() {
        MethodList list = new MethodList(steps, features);
        return Result.of(list.json(), list.text());
    }
}
