package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.FoldOptions;
import io.unfade.cli.option.ModelOptions;
import io.unfade.cli.option.OptimizationOptions;
import io.unfade.cli.option.RecomputeOption;
import io.unfade.cli.option.TargetOptions;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.base.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** {@code unfade cross-validate}: how right models of a kind are for series, runs or subjects that they have not seen. */
@Command(
        name = "cross-validate",
        description =
                "Trains a model for each fold of the series on the other folds and tests it on the one left out; with "
                        + "groups (runs, subjects) each group is a fold. With --saliency every series is explained by the model that "
                        + "had not seen it. With --out the models are kept, and after an interruption the same command goes on.")
final class CrossValidateCommand extends RequestCommand {
    @Option(names = "--data", required = true, order = 1, paramLabel = "FILE", description = "Labelled series.")
    private Path data;

    @Option(
            names = "--out",
            order = 2,
            paramLabel = "DIR",
            description = "Folder for the models of the folds and the results; made if missing.")
    private @Nullable Path out;

    @Mixin
    private FoldOptions folding = new FoldOptions();

    @Option(
            names = "--predictions",
            order = 7,
            paramLabel = "P.csv",
            description = "Also write what each series was predicted to be by the model that had not seen it.")
    private @Nullable Path predictions;

    @Option(
            names = "--saliency",
            order = 8,
            paramLabel = "S.npz",
            description = "Also write the maps of all series, each by the model that had not seen it.")
    private @Nullable Path saliency;

    @Mixin
    private TargetOptions target = new TargetOptions();

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
        for (String option : List.of("--method", "--set", "--target", "--output")) {
            if (given(option) && saliency == null) {
                throw new UsageException(option + " has no meaning without --saliency");
            }
        }
        optimization.checkRegime(this::given);
        return new CrossValidate(
                data,
                out,
                folding.choice(given("--validation")),
                predictions,
                saliency,
                target.choice(),
                architecture.choice(),
                optimization.choice(),
                recompute.steps(),
                seed(),
                reading.reading());
    }
}
