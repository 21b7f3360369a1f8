package io.unfade.workflow;

import io.unfade.check.Progress;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.nn.Classifier;
import io.unfade.train.Checkpoint;
import io.unfade.train.TrainingOptions;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.EnsembleChoice;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;
import io.unfade.workflow.option.Preset;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.tune.Budget;
import io.unfade.workflow.tune.SearchResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches for settings by successive halving on cross-validation, and trains a model with the best. The value is empty if
 * cancelled.
 *
 * @param fixed names as users write them
 * @param architecture what is given is not searched
 * @param optimization likewise
 * @param seed of candidates, folds, initial weights, order, dropout and augmentation
 * @param reading how to read the series
 */
@Meaning(
        "Searches for settings of model and training by cross-validation, starting from those that train would choose, and "
                + "trains a model with the best. Settings that are given are not searched. What was tried is kept in "
                + "MODEL.tuning; after an interruption the same command with {resume} continues.")
public record Tune(
        @Meaning(value = "Training series.", file = Meaning.File.READ)
        Path data,

        @Meaning(
                value = "Model folder to write; the search goes to MODEL.tuning.",
                label = "MODEL",
                file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value = "Time for the search and the final training, such as 90s, 10m or 1h.",
                label = "TIME",
                usual = "10m",
                unless = "trials")
        @Nullable
        String budget,

        @Meaning(
                value =
                        "Number of candidates, in place of a time; then the result depends on series, settings and seed "
                                + "alone.",
                label = "N")
        @Nullable
        Integer trials,

        @Meaning(
                value =
                        "Folds of the last rung, of whole groups where the file has groups; the other rungs have at most 3.",
                label = "K",
                usual = "5, or as many as the smallest class or the groups allow")
        @Nullable
        Integer folds,

        @Meaning(as = FoldChoice.class) Holdout.Rule split,
        @Meaning(as = FoldChoice.class) @Nullable Double validation,

        @Meaning(
                value = "Settings that are not searched, separated by commas, in addition to those that are given.",
                label = "NAME")
        @Nullable
        Set<String> fixed,

        @Meaning(
                value = "Networks of the final model, each with its own seed; it gives the mean of their logits.",
                label = "M")
        int members,

        @Meaning("Resume from MODEL.tuning.") boolean resume,

        @Meaning("Replace the model in the folder, when the new one is done, and a search in MODEL.tuning.")
        boolean overwrite,

        @Meaning(
                value = "Also write a page with what was tried; figures as PNG and SVG go next to it.",
                label = "R.html",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path report,

        ModelChoice architecture,
        OptimizationChoice optimization,
        @Meaning(as = ExplanationChoice.class) int recompute,
        long seed,
        ReadingOptions reading)
        implements Request<Optional<SearchResult>> {
    private static final String BUDGET = "10m";
    private static final int MEMBERS = 5;
    private static final int FEWEST_STEPS = 60;
    static final String STORE = "search.jsonl";
    static final String TRIALS = "trials.csv";
    static final String BEST = "best.json";

    /** Checks numbers and sorts names. */
    public Tune {
        BadRequest.atLeast(0, recompute, "recompute");
        BadRequest.atLeast(1, members, "members");
        if (trials != null) {
            BadRequest.atLeast(2, trials, "trials");
        }
        if (folds != null) {
            BadRequest.atLeast(2, folds, "folds");
        }
        fixed = fixed == null ? null : new TreeSet<>(fixed);
    }

    /** All that can be searched, for ten minutes. */
    public Tune(Path data, Path out) {
        this(
                data,
                out,
                null,
                null,
                null,
                Holdout.Rule.AUTO,
                null,
                null,
                MEMBERS,
                false,
                false,
                null,
                new ModelChoice(),
                new OptimizationChoice(),
                Classifier.RECOMPUTED_STEPS,
                0,
                new ReadingOptions());
    }

    /** {@return the search from what was tried on, if it is kept} */
    @Override
    public Optional<Request<Optional<SearchResult>>> continued() {
        return Files.exists(folder().resolve(STORE)) ? Optional.of(with("resume", true)) : Optional.empty();
    }

    @Override
    public Result<Optional<SearchResult>> execute(Progress progress) throws IOException {
        return execute(progress, FEWEST_STEPS);
    }

    /** Does the work with a first rung of at least some steps. */
    Result<Optional<SearchResult>> execute(Progress progress, int fewestSteps) throws IOException {
        long start = System.nanoTime();
        optimization.of(seed); // refuses wrong numbers before anything is read
        Budget time = Budget.of(Objects.requireNonNullElse(budget, BUDGET), members);
        if (optimization.regime() == TrainingOptions.Regime.AUTHORS) {
            throw BadRequest.of("{regime} authors ends by training accuracy, so it cannot be searched for; omit it");
        }
        SeriesReader reader = reading.reader(progress);
        try (Outputs outputs = new Outputs(progress)) {
            claim(outputs, reader.sources(data).toArray(Path[]::new));
            SeriesSet set = TrainingSeries.labelled(reader.read(data), data);
            TrainingSeries.checkOccurring(set, data, progress);
            try {
                return new TuneRun(this, set, reader, time, start, progress).run(fewestSteps);
            } catch (BadRequest e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw BadRequest.of("%s: %s", data, String.valueOf(e.getMessage()));
            }
        }
    }

    private void claim(Outputs outputs, Path[] inputs) throws IOException {
        Outputs.checkParent(out, "out");
        Checkpoint checkpoint = Checkpoint.beside(out);
        TargetFolder.check(checkpoint, out, resume && checkpoint.exists(), overwrite);
        TargetFolder.checkSearch(folder().resolve(STORE), resume, overwrite);
        if (report != null) {
            outputs.page(report, "report", inputs);
        }
        outputs.folder(folder(), "out", TRIALS, BEST);
    }

    Path folder() {
        return out.resolveSibling(out.getFileName() + ".tuning");
    }

    /** {@return the request for a model with some settings} */
    Train train(double share, ModelChoice model, OptimizationChoice training, boolean again) {
        return new Train(
                data,
                out,
                Double.toString(share),
                share == 0 ? Holdout.Rule.AUTO : split,
                false,
                again,
                overwrite,
                Preset.DATA,
                model,
                new EnsembleChoice(members, null),
                training,
                recompute,
                seed,
                reading);
    }
}
