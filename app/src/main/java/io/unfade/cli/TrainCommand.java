package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ModelOptions;
import io.unfade.cli.option.OptimizationOptions;
import io.unfade.cli.option.RecomputeOption;
import io.unfade.data.Holdout;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade train}: from a series file to a model folder. */
@Command(
        name = "train",
        description = "Trains a classifier. After every epoch its state is written to MODEL.checkpoint; if training is "
                + "interrupted, the same command with --resume goes on to the same weights.")
final class TrainCommand extends RequestCommand {
    @Option(names = "--data", required = true, order = 1, paramLabel = "FILE", description = "Training series.")
    private Path data;

    @Option(names = "--out", required = true, order = 2, paramLabel = "MODEL", description = "Model folder to write.")
    private Path out;

    @Option(
            names = "--validation",
            order = 3,
            paramLabel = "FILE|SHARE",
            defaultValue = "0.2",
            description =
                    "Validation series for early stopping: a file, or a share of the training series; 0 for none.")
    private String validation = "0.2";

    @Option(
            names = "--split",
            order = 4,
            paramLabel = "RULE",
            defaultValue = "auto",
            description =
                    "How a share is taken: stratified (by class), group (whole groups), random, or auto (group if there "
                            + "are at least 2 groups, else stratified).")
    private Holdout.Rule split = Holdout.Rule.AUTO;

    @Option(names = "--resume", order = 5, description = "Go on from MODEL.checkpoint.")
    private boolean resume;

    @Option(
            names = "--overwrite",
            order = 6,
            description = "Replace the model in the folder, when the new one is done.")
    private boolean overwrite;

    @Mixin
    private ModelOptions architecture = new ModelOptions();

    @Mixin
    private OptimizationOptions optimization = new OptimizationOptions();

    @Mixin
    private RecomputeOption recompute = new RecomputeOption();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    public Request<?> request() {
        if (optimization.checkRegime(this::given) && given("--split") && !given("--validation")) {
            throw new UsageException("--split has no meaning with --regime authors without --validation");
        }
        return new Train(
                data,
                out,
                given("--validation") ? validation : null,
                split,
                resume,
                overwrite,
                architecture.choice(),
                optimization.choice(),
                recompute.steps(),
                seed(),
                reading.reading());
    }
}
