package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ExplanationOptions;
import io.unfade.workflow.Diagnose;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade diagnose}: does the saliency fade? */
@Command(
        name = "diagnose",
        description =
                "Does the model's saliency fade? Saliency per time step, share in the last 10 %% of steps, half-life, "
                        + "and how much the last hidden state still depends on earlier ones.")
final class DiagnoseCommand extends RequestCommand {
    @Option(
            names = "--model",
            required = true,
            order = 1,
            paramLabel = "MODEL",
            description = "Model folder, or a TorchScript file.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to look at.")
    private Path data;

    @Option(
            names = "--jacobian-series",
            order = 13,
            paramLabel = "N",
            defaultValue = "5",
            description = "Of how many series, from the first, hidden-state Jacobians are taken; costs T x H^3 each.")
    private int jacobianSeries;

    @Mixin
    private ExplanationOptions explanation = new ExplanationOptions();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    public Request<?> request() {
        return new Diagnose(folder, data, jacobianSeries, explanation.choice(), seed(), reading.reading());
    }
}
