package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.check.Message;
import io.unfade.check.Progress;
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
import io.unfade.nn.Classifier;
import io.unfade.train.Checkpoint;
import io.unfade.train.EpochResult;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.EnsembleChoice;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;
import io.unfade.workflow.option.Preset;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.GroupNames;
import io.unfade.workflow.result.JsonNumbers;
import io.unfade.workflow.result.ModelDoubts;
import io.unfade.workflow.result.NoiseDoubts;
import io.unfade.workflow.result.Text;
import io.unfade.workflow.result.TrainingParts;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains a model on a series file and writes its folder. After every epoch a checkpoint is written next to the folder,
 * from which an interrupted training can resume.
 *
 * @param preset where settings that are null come from
 * @param architecture of the model
 * @param ensemble how many networks of this architecture
 * @param optimization how to train it
 * @param seed of splits, initial weights, order, dropout and augmentation
 * @param reading how to read the series
 */
@Meaning("Trains a classifier. After every epoch its state is written to MODEL.checkpoint; if "
        + "training is interrupted, the same command with {resume} continues to the same weights.")
public record Train(
        @Meaning(value = "Training series.", file = Meaning.File.READ)
        Path data,

        @Meaning(value = "Model folder to write.", label = "MODEL", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value = "Validation series for early stopping: a file, or a share of the training series; 0 for "
                        + "none.",
                label = "FILE|SHARE",
                usual = "0.2",
                file = Meaning.File.READ)
        @Nullable
        String validation,

        @Meaning(
                value = "How a share is taken: stratified (by class), group (whole groups), random, or auto "
                        + "(group if there are at least 2 groups, else stratified).",
                label = "RULE")
        Holdout.Rule split,

        @Meaning(
                "After training, fit a temperature on the validation series, so that probabilities mean what they say; the "
                        + "predicted classes stay.")
        boolean calibrate,

        @Meaning("Resume from MODEL.checkpoint.") boolean resume,

        @Meaning("Replace the model in the folder, when the new one is done.")
        boolean overwrite,

        @Meaning(
                value = "Where the settings of model and training come from that are not given: data (chosen by the "
                        + "training series), paper, or localise (for maps that find the informative cells: several small "
                        + "networks, trained under noise).",
                label = "NAME")
        Preset preset,

        ModelChoice architecture,
        EnsembleChoice ensemble,
        OptimizationChoice optimization,
        @Meaning(as = ExplanationChoice.class) int recompute,
        long seed,
        ReadingOptions reading)
        implements Request<TrainingResult> {
    /** Checks numbers. */
    public Train {
        BadRequest.atLeast(0, recompute, "recompute");
        preset.check(optimization.regime());
    }

    /** The default model, trained on 80 % of all series. */
    public Train(Path data, Path out) {
        this(
                data,
                out,
                null,
                Holdout.Rule.AUTO,
                false,
                false,
                false,
                Preset.DATA,
                new ModelChoice(),
                new EnsembleChoice(),
                new OptimizationChoice(),
                Classifier.RECOMPUTED_STEPS,
                0,
                new ReadingOptions());
    }

    /** {@return the training from its checkpoint on, if there is one} */
    @Override
    public Optional<Request<TrainingResult>> continued() {
        return Checkpoint.beside(out).exists() ? Optional.of(with("resume", true)) : Optional.empty();
    }

    @Override
    public Result<TrainingResult> execute(Progress progress) throws IOException {
        checkSplit();
        checkCalibrated();
        Checkpoint checkpoint = Checkpoint.beside(out);
        try (Outputs outputs = new Outputs(progress)) {
            outputs.whole(out, "out"); // before looking into it: nothing may appear there later
            TargetFolder.check(checkpoint, out, resume, overwrite);
            return trained(checkpoint, progress);
        }
    }

    private void checkSplit() {
        Double share = share();
        if (ensemble.folds() != null) {
            if (validation != null) {
                throw BadRequest.of("{folds} validates each network on its own fold; omit {validation}");
            }
            return;
        }
        if (split == Holdout.Rule.AUTO || (share != null && share > 0)) {
            return;
        }
        throw validation == null
                ? BadRequest.of("{split} has no meaning with {regime} authors without {validation}")
                : BadRequest.of("{split} has no meaning with {validation} %s, which holds out no share", validation);
    }

    private void checkCalibrated() {
        if (calibrate && ensemble.folds() != null) {
            throw BadRequest.of(
                    "{calibrate} needs validation series that no network has learnt from, but {folds} leaves none; omit "
                            + "one of them");
        }
        Double share = share();
        if (calibrate && share != null && share == 0) {
            throw BadRequest.of(
                    "{calibrate} needs validation series, but there are none; give {validation} a file, or a share "
                            + "of the training series such as 0.2");
        }
    }

    private Result<TrainingResult> trained(Checkpoint checkpoint, Progress progress) throws IOException {
        SeriesReader reader = reading.reader(progress);
        optimization.of(seed); // refuses wrong numbers before anything is read
        List<FileStamp> stamps = FileStamp.ofEach(sources(reader));
        SeriesSet all = TrainingSeries.labelled(reader.read(data), data);
        TrainingSeries.checkOccurring(all, data, progress);
        return chosen(all).trained(this, all, stamps, reader, checkpoint, progress);
    }

    /** {@return this request with values for what it leaves open} */
    private Train chosen(SeriesSet all) {
        if (optimization.regime() == TrainingOptions.Regime.AUTHORS) {
            return this;
        }
        ObjectNode usual = preset.of(all, architecture).toJson(architecture, optimization);
        JsonNode members = usual.remove("members");
        if (members != null && ensemble.folds() == null) {
            usual.putObject("ensemble").set("members", members);
        }
        if (split != Holdout.Rule.AUTO || calibrate || optimization.stops() || ensemble.folds() != null) {
            usual.remove("validation");
        }
        return Setting.filled(this, usual);
    }

    private Result<TrainingResult> trained(
            Train open,
            SeriesSet all,
            List<FileStamp> stamps,
            SeriesReader reader,
            Checkpoint checkpoint,
            Progress progress)
            throws IOException {
        TrainingOptions options = optimization.of(seed);
        ModelDescription description =
                architecture.description(all, ensemble.count()).withReading(reader.rule());
        if (description.standardization() == Standardization.PER_GROUP
                && all.groups().isEmpty()) {
            throw BadRequest.of("{standardization} per-group: the series of %s have no groups", data);
        }
        TrainingParts parts = parts(all, description, reader);
        Standardizer standardizer = Standardizer.fit(description.standardization(), parts.training());
        ObjectNode provenance = Provenance.ofRead(seed, RequestJson.commandLine(this), stamps);
        try (TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.SINGLE, seed)) {
            model.network().recompute(recompute);
            SeriesReader.fitted(model, all, data);
            if (parts.validation() != null && parts.source() != null) {
                SeriesReader.fitted(model, parts.validation(), Path.of(String.valueOf(validation)));
            }
            TrainingResult result =
                    train(model, parts, options, checkpoint, DataDefaults.telling(open, this, all, progress));
            if (result.stop() == TrainingResult.Stop.CANCELLED) {
                return interrupted(result, checkpoint);
            }
            int held = parts.validation() == null ? 0 : parts.validation().count();
            ObjectNode training = result.toJson(options, parts.training().count(), held);
            parts.addTo(training);
            ValidatedModel validated = ValidatedModel.of(model, parts, result, calibrate, progress);
            validated.addTo(training);
            provenance.set("training", training);
            List<String> doubts = NoiseDoubts.of(training);
            model.setProvenance(provenance);
            progress.finish();
            ModelFolder.save(model, out);
            checkpoint.delete();
            return finished(result, parts, validated, doubts);
        }
    }

    private TrainingParts parts(SeriesSet all, ModelDescription description, SeriesReader reader) throws IOException {
        GroupNames names = GroupNames.beside(data);
        if (ensemble.folds() != null) {
            return TrainingParts.ofFolds(all, ensemble.series(all, split, description.standardization(), seed), names);
        }
        Double share = share();
        if (share == null) {
            Path file = Path.of(String.valueOf(validation));
            SeriesSet other = TrainingSeries.labelled(reader.readWhole(file), file);
            Standardizer standardizer = Standardizer.fit(description.standardization(), all);
            SeriesSet fitted =
                    SeriesReader.fittedLabelled(description.signature(standardizer, Precision.SINGLE), other, file);
            return new TrainingParts(all, fitted, file.toString(), Holdout.NONE, null, names);
        }
        Holdout holdout = new Holdout(share, split);
        try {
            return TrainingParts.of(holdout, holdout.parts(all, seed, description.standardization()), names);
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("{split} %s: %s" + remedy(description), split.key(), String.valueOf(e.getMessage()));
        }
    }

    private String remedy(ModelDescription description) {
        if (description.standardization() == Standardization.PER_GROUP) {
            return " ({split} group, or a file as {validation})";
        }
        return split == Holdout.Rule.STRATIFIED ? "" : " ({split} stratified)";
    }

    /** {@return the share held out for validation; null if a file is given} */
    private @Nullable Double share() {
        if (validation == null) {
            return optimization.regime() == TrainingOptions.Regime.AUTHORS ? 0 : FoldChoice.VALIDATION;
        }
        double share;
        try {
            share = Double.parseDouble(validation);
        } catch (NumberFormatException e) {
            return null;
        }
        if (!(share >= 0 && share < 1)) {
            throw BadRequest.of("{validation} must be a file or a share from 0 to below 1, but was %s", validation);
        }
        return share;
    }

    private List<Path> sources(SeriesReader reader) throws IOException {
        List<Path> sources = new ArrayList<>(reader.sources(data));
        if (share() == null) {
            sources.addAll(reader.sourcesOfWhole(Path.of(String.valueOf(validation))));
        }
        return sources;
    }

    private TrainingResult train(
            TrainedModel model, TrainingParts parts, TrainingOptions options, Checkpoint checkpoint, Progress progress)
            throws IOException {
        if (resume) {
            tellOfOtherThreads(checkpoint, progress);
        } else {
            checkpoint.delete();
        }
        return new Trainer(options, progress, parts.text()).train(model, parts.ofMembers(), checkpoint, resume);
    }

    private static void tellOfOtherThreads(Checkpoint checkpoint, Progress progress) throws IOException {
        int now = EngineRuntime.threads();
        int then = checkpoint.threads().orElse(now);
        if (then != now) {
            progress.note(Message.of(
                    "the training was begun with {threads} %d and resumes with %d; its weights will differ "
                            + "in their last digits from those of an uninterrupted run",
                    then, now));
        }
    }

    private Result<TrainingResult> interrupted(TrainingResult result, Checkpoint checkpoint) {
        ObjectNode json = RequestJson.newObject();
        json.put("stopped", result.stop().reason());
        json.put("epochsRun", result.history().size());
        json.put("checkpoint", checkpoint.exists() ? checkpoint.file().toString() : null);
        Message text = checkpoint.exists()
                ? Message.of(
                        "Interrupted after epoch %d, which is kept in %s. The same command with {resume} continues it.",
                        result.history().size(), checkpoint.file())
                : Message.text("Interrupted before the first epoch was done; nothing was written.");
        return new Result<>(this, result, json, text, true, null);
    }

    private Result<TrainingResult> finished(
            TrainingResult result, TrainingParts parts, ValidatedModel held, List<String> doubts) {
        ObjectNode json = RequestJson.newObject();
        json.put("model", out.toString());
        if (ensemble.count() > 1) {
            json.put("members", ensemble.count());
        }
        parts.addTo(json);
        json.put("epochsRun", result.history().size());
        json.put("stopped", result.stop().reason());
        json.put("bestEpoch", result.bestEpoch());
        json.put("averagedEpochs", result.averaged());
        EpochResult best = result.best();
        JsonNumbers.put(json, "trainingLoss", best.trainingLoss());
        JsonNumbers.put(json, "trainingAccuracy", best.trainingAccuracy());
        JsonNumbers.put(json, "validationLoss", best.validationLoss());
        JsonNumbers.put(json, "validationAccuracy", best.validationAccuracy());
        if (best.hasNoise()) {
            JsonNumbers.put(json, "noisedValidationAccuracy", best.noisedValidationAccuracy());
            json.put("noiseLevel", best.noiseLevel());
            json.set("noiseDoubts", RequestJson.node(doubts));
        }
        held.addTo(json);
        String validated = Double.isNaN(best.validationLoss())
                ? ""
                : "; " + parts.judged() + " loss " + Text.number(best.validationLoss()) + ", accuracy "
                        + Text.number(best.validationAccuracy()) + noised(best);
        String means = ensemble.count() == 1 ? "" : " (means of " + ensemble.count() + " networks)";
        return Result.of(
                this,
                result,
                json,
                String.format(
                        Locale.ROOT,
                        "%s%nWrote %s: %s (%s); training loss %s, accuracy %s%s%s%s%s%s",
                        parts.text(),
                        out,
                        result.kept(),
                        result.stop().reason(),
                        Text.number(best.trainingLoss()),
                        Text.number(best.trainingAccuracy()),
                        best.hasNoise() ? " at noise level " + Text.number(best.noiseLevel()) : "",
                        validated,
                        means,
                        held.text(),
                        doubts.isEmpty() ? "" : "\n" + ModelDoubts.lines(doubts).stripTrailing()));
    }

    private static String noised(EpochResult best) {
        return best.hasNoise() ? " (with noise " + Text.number(best.noisedValidationAccuracy()) + ")" : "";
    }
}
