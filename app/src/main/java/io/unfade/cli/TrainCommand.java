package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.TrainingProgress;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ModelOptions;
import io.unfade.cli.option.OptimizationOptions;
import io.unfade.cli.option.RecomputeOption;
import io.unfade.data.Holdout;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;
import io.unfade.train.Checkpoint;
import io.unfade.train.EpochResult;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.result.GroupNames;
import io.unfade.workflow.result.JsonNumbers;
import io.unfade.workflow.result.Text;
import io.unfade.workflow.result.TrainingParts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code unfade train}: from a series file to a model folder. */
@Command(
        name = "train",
        description = "Trains a classifier. After every epoch its state is written to MODEL.checkpoint; if training is "
                + "interrupted, the same command with --resume goes on to the same weights.")
final class TrainCommand extends AbstractCommand {
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
    protected Result execute() throws IOException {
        Checkpoint checkpoint = Checkpoint.beside(out);
        checkTarget(checkpoint);
        TrainingOptions options = optimization.of(seed());
        List<FileStamp> stamps = FileStamp.ofEach(sources());
        SeriesSet all = labelled(reading.read(data), data);
        checkOccurring(all, data);
        ModelDescription description = ModelDescription.of(
                        architecture.spec(all.features(), all.classCount()), architecture.standardization(), all)
                .withReading(reading.rule());
        if (description.standardization() == Standardization.PER_GROUP
                && all.groups().isEmpty()) {
            throw new UsageException("--standardization per-group: the series of " + data + " have no groups");
        }
        TrainingParts parts = parts(all, description);
        Standardizer standardizer = Standardizer.fit(description.standardization(), parts.training());
        ObjectNode provenance = Provenance.ofRead(seed(), commandText(), stamps);
        try (TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.SINGLE, seed())) {
            recompute.applyTo(model);
            DataOptions.fitted(model, all, data);
            if (parts.validation() != null && share() == null) {
                DataOptions.fitted(model, parts.validation(), Path.of(validation));
            }
            TrainingResult result = train(model, parts, options, checkpoint);
            if (result.stop() == TrainingResult.Stop.CANCELLED) {
                return interrupted(result, checkpoint);
            }
            int held = parts.validation() == null ? 0 : parts.validation().count();
            ObjectNode training = result.toJson(options, parts.training().count(), held);
            parts.addTo(training);
            provenance.set("training", training);
            model.setProvenance(provenance);
            ModelFolder.save(model, out);
            checkpoint.delete();
            return finished(result, parts);
        }
    }

    private void checkTarget(Checkpoint checkpoint) throws IOException {
        claimWhole(out, "--out"); // before it is looked into: what is not there now must not be there later
        checkParent(checkpoint.file(), "--out");
        checkFolderOfModel();
        if (Files.isDirectory(checkpoint.file())) {
            throw new UsageException("--out: " + checkpoint.file()
                    + ", the place of the checkpoint, is a folder; move it away or name another --out");
        }
        if (ModelFolder.holdsModel(out) && !overwrite) {
            throw new UsageException(out + " already holds a model; --overwrite replaces it when the new one is done");
        }
        if (resume && !checkpoint.exists()) {
            throw new UsageException("--resume: there is no checkpoint " + checkpoint.file()
                    + "; leave --resume away to start from the beginning");
        }
        if (!resume && checkpoint.exists()) {
            if (!overwrite) {
                throw new UsageException(checkpoint.file()
                        + " holds an interrupted training; --resume goes on from it, " + "--overwrite starts anew");
            }
        }
    }

    private void checkFolderOfModel() throws IOException {
        if (!Files.exists(out)) {
            return;
        }
        if (!Files.isDirectory(out)) {
            throw new UsageException("--out: " + out + " is a file; name a folder");
        }
        // the folder is replaced as a whole, which would pull the ground from under the shell
        if (Path.of("").toRealPath().startsWith(out.toRealPath())) {
            throw new UsageException("--out: " + out.toRealPath() + " is the folder you are in; name another one");
        }
        if (!ModelFolder.holdsModel(out) && !isEmpty(out)) {
            throw new UsageException("--out: the folder " + out + " holds other files; name a new or an empty folder");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static SeriesSet labelled(SeriesSet set, Path file) {
        if (!set.hasLabels()) {
            throw new UsageException(file + ": the series have no labels, so nothing can be learnt from them");
        }
        return set;
    }

    private void checkAuthorsOptions() {
        optimization.checkRegime(this::given);
        if (given("--split") && !given("--validation")) {
            throw new UsageException("--split has no meaning with --regime authors without --validation");
        }
    }

    private TrainingParts parts(SeriesSet all, ModelDescription description) throws IOException {
        boolean authors = optimization.regime() == TrainingOptions.Regime.AUTHORS;
        if (authors) {
            checkAuthorsOptions();
        }
        GroupNames names = GroupNames.beside(data);
        Double share = authors && !given("--validation") ? Double.valueOf(0) : share();
        if (share == null) {
            Path file = Path.of(validation);
            SeriesSet other = labelled(reading.readWhole(file), file);
            Standardizer standardizer = Standardizer.fit(description.standardization(), all);
            SeriesSet fitted = DataOptions.fittedLabelled(description.signature(standardizer, Precision.SINGLE), other, file);
            return new TrainingParts(all, fitted, file.toString(), Holdout.NONE, null, names);
        }
        Holdout holdout = new Holdout(share, split);
        try {
            return TrainingParts.of(holdout, holdout.parts(all, seed(), description.standardization()), names);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--split " + split.label() + ": " + e.getMessage() + remedy(description));
        }
    }

    private String remedy(ModelDescription description) {
        if (description.standardization() == Standardization.PER_GROUP) {
            return " (--split group, or a file as --validation)";
        }
        return split == Holdout.Rule.STRATIFIED ? "" : " (--split stratified)";
    }

    private @Nullable Double share() {
        double share;
        try {
            share = Double.parseDouble(validation);
        } catch (NumberFormatException e) {
            return null;
        }
        if (!(share >= 0 && share < 1)) {
            throw new UsageException("--validation must be a file or a share from 0 to below 1, but was " + validation);
        }
        return share;
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(reading.sources(data));
        if (share() == null) {
            sources.addAll(reading.sourcesOfWhole(Path.of(validation)));
        }
        return sources;
    }

    private TrainingResult train(
            TrainedModel model, TrainingParts parts, TrainingOptions options, Checkpoint checkpoint)
            throws IOException {
        Progress progress = new Progress(messages(), Progress.onTerminal());
        if (resume) {
            tellOfOtherThreads(checkpoint);
        } else {
            checkpoint.delete();
        }
        try {
            TrainingProgress listener = new TrainingProgress(progress, parts.text(), options.epochs(), stopRequests());
            return new Trainer(options, listener)
                    .train(model, parts.training(), parts.validation(), checkpoint, resume);
        } finally {
            progress.close();
        }
    }

    private void tellOfOtherThreads(Checkpoint checkpoint) throws IOException {
        int now = EngineRuntime.threads();
        int then = checkpoint.threads().orElse(now);
        if (then != now) {
            messages()
                    .println(
                            "Note: the training was begun with --threads " + then + " and goes on with " + now
                                    + "; its weights will differ in their last digits from those of a run that was not interrupted");
        }
    }

    private Result interrupted(TrainingResult result, Checkpoint checkpoint) {
        ObjectNode json = newObject();
        json.put("stopped", result.stop().reason());
        json.put("epochsRun", result.history().size());
        json.put("checkpoint", checkpoint.exists() ? checkpoint.file().toString() : null);
        String text = checkpoint.exists()
                ? "Interrupted after epoch " + result.history().size() + ", which is kept in " + checkpoint.file()
                        + ". The same command with --resume goes on."
                : "Interrupted before the first epoch was done; nothing was written.";
        return new Result(json, text, ExitCode.INTERRUPTED);
    }

    private Result finished(TrainingResult result, TrainingParts parts) {
        ObjectNode json = newObject();
        json.put("model", out.toString());
        parts.addTo(json);
        json.put("epochsRun", result.history().size());
        json.put("stopped", result.stop().reason());
        json.put("bestEpoch", result.bestEpoch());
        EpochResult best = result.history().get(result.bestEpoch() - 1);
        JsonNumbers.put(json, "trainingLoss", best.trainingLoss());
        JsonNumbers.put(json, "trainingAccuracy", best.trainingAccuracy());
        JsonNumbers.put(json, "validationLoss", best.validationLoss());
        JsonNumbers.put(json, "validationAccuracy", best.validationAccuracy());
        String validated = parts.validation() == null
                ? ""
                : "; validation loss " + Text.number(best.validationLoss()) + ", accuracy "
                        + Text.number(best.validationAccuracy());
        return Result.of(
                json,
                String.format(
                        Locale.ROOT,
                        "%s%nWrote %s: weights of epoch %d of %d (%s); training loss %s, accuracy %s%s",
                        parts.text(),
                        out,
                        result.bestEpoch(),
                        result.history().size(),
                        result.stop().reason(),
                        Text.number(best.trainingLoss()),
                        Text.number(best.trainingAccuracy()),
                        validated));
    }
}
