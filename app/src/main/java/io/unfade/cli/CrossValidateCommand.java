package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileStamp;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.CrossValidationProgress;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.Json;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.base.Writings;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.FoldOptions;
import io.unfade.cli.option.ModelOptions;
import io.unfade.cli.option.OptimizationOptions;
import io.unfade.cli.option.RecomputeOption;
import io.unfade.cli.option.TargetOptions;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.model.ModelDescription;
import io.unfade.model.Provenance;
import io.unfade.train.TrainingOptions;
import io.unfade.validation.CrossValidation;
import io.unfade.validation.CrossValidationResult;
import io.unfade.validation.FoldPlan;
import io.unfade.workflow.result.CrossValidationReport;
import io.unfade.workflow.result.GroupNames;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** {@code unfade cross-validate}: how right models of a kind are for series, runs or subjects that they have not seen. */
@Command(
        name = "cross-validate",
        description =
                "Trains a model for each fold of the series on the other folds and tests it on the one left out; with "
                        + "groups (runs, subjects) each group is a fold. With --saliency every series is explained by the model that "
                        + "had not seen it. With --out the models are kept, and after an interruption the same command goes on.")
final class CrossValidateCommand extends AbstractCommand {
    private static final int EXPLAINED_AT_ONCE = 64;

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
    protected Result execute() throws IOException {
        checkOptions();
        TrainingOptions training = optimization.of(seed());
        List<FileStamp> stamps = FileStamp.ofEach(reading.sources(data));
        SeriesSet set = labelled(reading.read(data));
        ObjectNode provenance = Provenance.ofRead(seed(), commandText(), stamps);
        ModelDescription description = ModelDescription.of(
                        architecture.spec(set.features(), set.classCount()), architecture.standardization(), set)
                .withReading(reading.rule());
        FoldPlan plan = folding.plan(set);
        CrossValidation.Request request = request(description, training, plan, provenance);
        CrossValidationReport.Words words = new CrossValidationReport.Words(GroupNames.beside(data));
        Progress progress = new Progress(messages(), Progress.onTerminal());
        CrossValidationProgress listener = new CrossValidationProgress(
                progress,
                folds -> messages().println(words.plan(plan, folds, set)),
                training.epochs(),
                stopRequests(),
                words);
        try {
            CrossValidationResult result = CrossValidation.run(request, set, listener);
            progress.close();
            CrossValidationReport report = new CrossValidationReport(result, set, words, request.holdout());
            return finished(report, stamps.get(0).sha256());
        } catch (IllegalArgumentException e) {
            throw new UsageException(data + ": " + e.getMessage());
        } catch (CancellationException e) {
            progress.close();
            return interrupted(listener.done(), listener.folds());
        } finally {
            progress.close();
        }
    }

    private void checkOptions() throws IOException {
        folding.checkOptions();
        Path[] inputs = reading.sources(data).toArray(Path[]::new);
        if (predictions != null) {
            checkEnding(predictions, ".csv", "--predictions");
            claimFile(predictions, "--predictions", inputs);
        }
        if (saliency != null) {
            checkEnding(saliency, ".npz", "--saliency");
            claimFile(saliency, "--saliency", inputs);
        }
        for (String option : List.of("--method", "--target", "--output")) {
            if (given(option) && saliency == null) {
                throw new UsageException(option + " has no meaning without --saliency");
            }
        }
        if (out != null) {
            claimWhole(out, "--out");
            if (Files.exists(out) && !Files.isDirectory(out)) {
                throw new UsageException("--out: " + out + " is a file; name a folder");
            }
        }
        target.method();
        target.output();
        optimization.checkRegime(this::given);
    }

    private SeriesSet labelled(SeriesSet set) {
        if (!set.hasLabels()) {
            throw new UsageException(data + ": the series have no labels, so nothing can be learnt from them");
        }
        checkOccurring(set, data);
        return set;
    }

    private CrossValidation.Request request(
            ModelDescription description, TrainingOptions training, FoldPlan plan, ObjectNode provenance) {
        boolean none = training.regime() == TrainingOptions.Regime.AUTHORS && !given("--validation");
        return new CrossValidation.Request(
                description,
                training,
                plan,
                none ? Holdout.NONE : folding.holdout(),
                recompute.steps(),
                saliency == null
                        ? null
                        : new CrossValidation.Explanation(
                                target.method(), target.target(description.allClassNames()), target.output(), EXPLAINED_AT_ONCE),
                out,
                provenance);
    }

    /** The maps took longest: they are written first. */
    private Result finished(CrossValidationReport report, String hash) {
        finishWhatFollows();
        Writings writings = new Writings();
        SaliencyMaps maps = report.result().maps();
        Path mapsFile = saliency;
        if (maps != null && mapsFile != null) {
            writings.write(
                    "Wrote the maps of " + maps.count() + " series to " + mapsFile,
                    () -> SaliencyFile.write(maps.withDetails(origin(report.set(), hash)), mapsFile));
        }
        Path predicted = predictions;
        if (predicted != null) {
            writings.write("Wrote the predictions to " + predicted, () -> report.writePredictions(predicted));
        }
        ObjectNode json = newObject();
        json.put("data", data.toString());
        json.setAll(report.json());
        json.put("out", out == null ? null : out.toString());
        json.put("saliency", saliency == null ? null : saliency.toString());
        json.put("predictions", predictions == null ? null : predictions.toString());
        Path folder = out;
        if (folder != null) {
            writings.write("Wrote the models and results to " + folder, () -> {
                report.writeFolds(folder.resolve("folds.csv"));
                report.writePredictions(folder.resolve("predictions.csv"));
                AtomicFile.write(
                        folder.resolve("results.json"), stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
            });
        }
        return Result.of(json, report.text() + writings.text()).butFailed(writings.failure());
    }

    private Map<String, String> origin(SeriesSet set, String hash) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("target", target.target());
        details.put("input", "standardized");
        details.put("batchSize", Integer.toString(EXPLAINED_AT_ONCE));
        details.put("seed", Long.toString(seed()));
        details.put("dataSha256", hash);
        details.put(SaliencyMaps.CLASS_NAMES, String.join("\n", set.classNames()));
        details.putAll(reading.details());
        return details;
    }

    private Result interrupted(int done, int of) {
        ObjectNode json = newObject();
        json.put("stopped", "interrupted");
        json.put("foldsDone", done);
        json.put("folds", of);
        json.put("out", out == null ? null : out.toString());
        String text = "Interrupted after " + done + " of " + of + " folds; "
                + (out == null
                        ? "nothing was kept. With --out the models of finished folds are kept."
                        : "their models are kept in " + out + ". The same command goes on.");
        return new Result(json, text, ExitCode.INTERRUPTED);
    }
}
