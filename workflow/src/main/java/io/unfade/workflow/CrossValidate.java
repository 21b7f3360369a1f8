package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileStamp;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.ModelDescription;
import io.unfade.model.Provenance;
import io.unfade.nn.Classifier;
import io.unfade.train.TrainingOptions;
import io.unfade.validation.CancelledValidation;
import io.unfade.validation.CrossValidation;
import io.unfade.validation.CrossValidationResult;
import io.unfade.validation.SpreadFolds;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.base.Spreadable;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;
import io.unfade.workflow.option.Preset;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.option.TargetChoice;
import io.unfade.workflow.result.CrossValidationReport;
import io.unfade.workflow.result.GroupNames;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests an architecture by cross-validation on unseen series, runs or subjects. The value is empty if cancelled.
 *
 * @param folding how to split the series into folds
 * @param target what to explain
 * @param preset where settings that are null come from
 * @param architecture of the models
 * @param optimization how to train them
 * @param members networks of each fold
 * @param seed of folds, initial weights, order, dropout and augmentation
 * @param reading how to read the series
 */
@Meaning("Trains a model for each fold of the series on the other folds and tests it on the one "
        + "left out; with groups (runs, subjects) each group is a fold. With {saliency} every "
        + "series is explained by the model that had not seen it. With {out} the models are kept, "
        + "and after an interruption the same command resumes.")
public record CrossValidate(
        @Meaning(value = "Labelled series.", file = Meaning.File.READ)
        Path data,

        @Meaning(
                value = "Folder for the models of the folds and the results; made if missing.",
                label = "DIR",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path out,

        FoldChoice folding,

        @Meaning(
                value = "Also write what each series was predicted to be by the model that had not seen it.",
                label = "P.csv",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path predictions,

        @Meaning(
                value = "Also write the maps of all series, each by the model that had not seen it.",
                label = "S.npz",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path saliency,

        @Meaning(needs = "saliency") TargetChoice target,
        @Meaning(as = Train.class) Preset preset,
        ModelChoice architecture,
        OptimizationChoice optimization,

        @Meaning(
                value =
                        "Networks of each fold, each with its own seed, trained side by side; their model gives the mean of their "
                                + "logits.",
                label = "M",
                usual = Preset.BY_PRESET)
        @Nullable
        Integer members,

        @Meaning(as = ExplanationChoice.class) int recompute,
        long seed,
        ReadingOptions reading)
        implements Request<Optional<CrossValidationResult>>, Spreadable {
    private static final int EXPLAINED_AT_ONCE = 64;

    /** Checks numbers. */
    public CrossValidate {
        BadRequest.atLeast(0, recompute, "recompute");
        BadRequest.atLeast(1, Preset.or(members, 1), "members");
        preset.check(optimization.regime());
    }

    /** Default models; each group, or a fifth of all series, is a fold. */
    public CrossValidate(Path data) {
        this(
                data,
                null,
                new FoldChoice(),
                null,
                null,
                new TargetChoice(),
                Preset.DATA,
                new ModelChoice(),
                new OptimizationChoice(),
                null,
                Classifier.RECOMPUTED_STEPS,
                0,
                new ReadingOptions());
    }

    /** {@return this, which takes up the models of folds that are done, if they have a folder} */
    @Override
    public Optional<Request<Optional<CrossValidationResult>>> continued() {
        return out == null ? Optional.empty() : Optional.of(this);
    }

    @Override
    public Result<Optional<CrossValidationResult>> execute(Progress progress) throws IOException {
        try (Outputs outputs = new Outputs(progress)) {
            SeriesReader reader = reading.reader(progress);
            claim(outputs, reader.sources(data).toArray(Path[]::new));
            return validated(reader, progress);
        }
    }

    private Result<Optional<CrossValidationResult>> validated(SeriesReader reader, Progress progress)
            throws IOException {
        optimization.of(seed); // refuses wrong numbers before anything is read
        List<FileStamp> stamps = FileStamp.ofEach(reader.sources(data));
        SeriesSet set = TrainingSeries.labelled(reader.read(data), data);
        TrainingSeries.checkOccurring(set, data, progress);
        return chosen(set).validated(this, set, stamps, reader, progress);
    }

    /** {@return the names of the folds whose models are not in {@link #out} yet; none without it} */
    @Override
    public List<String> left() throws IOException {
        return out == null ? List.of() : ofFolds(Progress.NONE, SpreadFolds::left);
    }

    /** Trains the model of one fold and keeps it in {@link #out}, which must not be null. */
    @Override
    public void compute(String name, Progress progress) throws IOException {
        List<String> ignored = ofFolds(progress, (request, set) -> {
            SpreadFolds.train(request, set, name, progress);
            return List.of();
        });
    }

    /** Work on the folds of a cross-validation. */
    private interface OfFolds {
        List<String> of(CrossValidation.Request request, SeriesSet set) throws IOException;
    }

    private List<String> ofFolds(Progress progress, OfFolds work) throws IOException {
        optimization.of(seed);
        SeriesReader reader = reading.reader(progress);
        List<FileStamp> stamps = FileStamp.ofEach(reader.sources(data));
        SeriesSet set = TrainingSeries.labelled(reader.read(data), data);
        try {
            return work.of(chosen(set).request(set, stamps, reader), set);
        } catch (BadRequest e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("%s: %s", data, String.valueOf(e.getMessage()));
        }
    }

    /** {@return this request with values for what it leaves open} */
    private CrossValidate chosen(SeriesSet set) {
        if (optimization.regime() == TrainingOptions.Regime.AUTHORS) {
            return this;
        }
        ObjectNode usual = preset.of(set, architecture).toJson(architecture, optimization);
        JsonNode validation = usual.remove("validation");
        if (validation != null && !optimization.stops()) {
            usual.putObject("folding").put("validation", validation.asDouble());
        }
        return Setting.filled(this, usual);
    }

    private Result<Optional<CrossValidationResult>> validated(
            CrossValidate open, SeriesSet set, List<FileStamp> stamps, SeriesReader reader, Progress progress)
            throws IOException {
        TrainingOptions training = optimization.of(seed);
        TargetChoice explained = target.orUsual(training.adaptiveNoise().isOn());
        CrossValidation.Request request = request(set, stamps, reader);
        GroupNames names = GroupNames.beside(data);
        Progress telling = DataDefaults.telling(open, this, set, progress);
        try {
            CrossValidationResult result = CrossValidation.run(request, set, names::of, telling);
            CrossValidationReport report = new CrossValidationReport(
                    result,
                    set,
                    names,
                    request.holdout(),
                    training.adaptiveNoise(),
                    BaselineRun.of(result, set, progress).orElse(null));
            progress.finish();
            return finished(report, origin(set, explained, SeriesReader.sha256(data, stamps), reader));
        } catch (BadRequest e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("%s: %s", data, String.valueOf(e.getMessage()));
        } catch (CancelledValidation e) {
            return interrupted(e.done(), e.folds());
        }
    }

    private void claim(Outputs outputs, Path[] inputs) throws IOException {
        if (predictions != null) {
            Outputs.checkEnding(predictions, ".csv", "predictions");
            outputs.file(predictions, "predictions", inputs);
        }
        if (saliency != null) {
            Outputs.checkEnding(saliency, ".npz", "saliency");
            outputs.file(saliency, "saliency", inputs);
        }
        if (out != null) {
            outputs.whole(out, "out");
            if (Files.exists(out) && !Files.isDirectory(out)) {
                throw BadRequest.in("out", "%s is a file; name a folder", out);
            }
        }
    }

    /** {@return what the library is asked for; of a request that leaves nothing open} */
    private CrossValidation.Request request(SeriesSet set, List<FileStamp> stamps, SeriesReader reader)
            throws IOException {
        TrainingOptions training = optimization.of(seed);
        TargetChoice explained = target.orUsual(training.adaptiveNoise().isOn());
        explained.checkOtherwiseContrasted();
        ObjectNode provenance = Provenance.ofRead(seed, RequestJson.commandLine(this), stamps);
        ModelDescription description =
                architecture.description(set, Preset.or(members, 1)).withReading(reader.rule());
        return new CrossValidation.Request(
                description,
                training,
                folding.plan(set),
                folding.holdout(training.regime()),
                recompute,
                saliency == null
                        ? null
                        : new CrossValidation.Explanation(
                                explained.attribution(),
                                explained.of(description.allClassNames()),
                                explained.contrast(description.allClassNames()),
                                explained.output(),
                                EXPLAINED_AT_ONCE),
                out,
                provenance);
    }

    /** Writes the maps first, because they took longest. */
    private Result<Optional<CrossValidationResult>> finished(CrossValidationReport report, Map<String, String> origin) {
        Writings writings = new Writings();
        SaliencyMaps maps = report.result().maps();
        Path mapsFile = saliency;
        if (maps != null && mapsFile != null) {
            writings.write(
                    "Wrote the maps of " + maps.count() + " series to " + mapsFile,
                    () -> SaliencyFile.write(maps.withDetails(origin), mapsFile));
        }
        Path predicted = predictions;
        if (predicted != null) {
            writings.write("Wrote the predictions to " + predicted, () -> report.writePredictions(predicted));
        }
        ObjectNode json = RequestJson.newObject();
        json.put("data", data.toString());
        json.setAll(report.json());
        json.put("out", out == null ? null : out.toString());
        json.put("saliency", saliency == null ? null : saliency.toString());
        json.put("predictions", predictions == null ? null : predictions.toString());
        json.set("request", toJson());
        Path folder = out;
        if (folder != null) {
            writings.write("Wrote the models and results to " + folder, () -> {
                report.writeFolds(folder.resolve("folds.csv"));
                report.writePredictions(folder.resolve("predictions.csv"));
                AtomicFile.write(
                        folder.resolve("results.json"), stream -> stream.write(Json.MAPPER.writeValueAsBytes(json)));
            });
        }
        return Result.of(this, Optional.of(report.result()), json, report.text() + writings.text())
                .butFailed(writings.failure());
    }

    private Map<String, String> origin(SeriesSet set, TargetChoice explained, String hash, SeriesReader reader) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("target", target.target());
        if (explained.contrast() != null && explained.attribution().dependsOnOutput()) {
            details.put("contrast", explained.contrast());
        }
        if (explained.attribution().needsBackground()) {
            details.put("background", "the series that each model learned from");
        }
        details.put("input", architecture.standardization() == Standardization.NONE ? "raw" : "standardized");
        details.put("batchSize", Integer.toString(EXPLAINED_AT_ONCE));
        details.put("seed", Long.toString(seed));
        details.put(SaliencyMaps.DATA_SHA256, hash);
        details.put(SaliencyMaps.CLASS_NAMES, String.join("\n", set.classNames()));
        details.putAll(reader.details());
        return details;
    }

    private Result<Optional<CrossValidationResult>> interrupted(int done, int of) {
        ObjectNode json = RequestJson.newObject();
        json.put("stopped", "interrupted");
        json.put("foldsDone", done);
        json.put("folds", of);
        json.put("out", out == null ? null : out.toString());
        Message kept = out == null
                ? Message.of("nothing was kept. With {out} the models of finished folds are kept.")
                : done == 0
                        ? Message.of("no model is finished yet. The same command starts again.")
                        : Message.of("their models are kept in %s. The same command resumes.", out);
        Message text =
                Message.of("Interrupted after %d of %d folds; ", done, of).and(kept);
        return new Result<>(this, Optional.empty(), json, text, true, null);
    }
}
