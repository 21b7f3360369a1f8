package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.Fingerprint;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.nn.Classifier;
import io.unfade.report.page.HtmlReport;
import io.unfade.train.Checkpoint;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.EnsembleChoice;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;
import io.unfade.workflow.option.Preset;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.page.TuningPage;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.result.TuningReport;
import io.unfade.workflow.tune.Budget;
import io.unfade.workflow.tune.Budget.Limits;
import io.unfade.workflow.tune.Candidate;
import io.unfade.workflow.tune.Halving;
import io.unfade.workflow.tune.ModelFolds;
import io.unfade.workflow.tune.Schedule;
import io.unfade.workflow.tune.Search;
import io.unfade.workflow.tune.SearchResult;
import io.unfade.workflow.tune.SearchSpace;
import io.unfade.workflow.tune.Trial;
import io.unfade.workflow.tune.TrialStore;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;

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
    private static final String STORE = "search.jsonl";
    private static final String TRIALS = "trials.csv";
    private static final String BEST = "best.json";

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
                return new Run(set, reader, time, start, progress).run(fewestSteps);
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

    private Path folder() {
        return out.resolveSibling(out.getFileName() + ".tuning");
    }

    /** {@return the request for a model with some settings} */
    private Train train(double share, ModelChoice model, OptimizationChoice training, boolean again) {
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

    /** One search. */
    private final class Run {
        private final SeriesSet set;
        private final Progress progress;
        private final Budget time;
        private final long start;
        private final int parts;
        private final double share;
        private final ModelFolds models;
        private final Train open;
        private final ObjectNode usual;
        private final Train defaults;
        private final SearchSpace space;

        Run(SeriesSet set, SeriesReader reader, Budget time, long start, Progress progress) {
            this.set = set;
            this.progress = progress;
            this.time = time;
            this.start = start;
            share = validation == null
                    ? Objects.requireNonNullElse(DataDefaults.of(set).validation(), FoldChoice.VALIDATION)
                    : validation;
            parts = Objects.requireNonNullElse(folds, ModelFolds.usual(set, split));
            models = new ModelFolds(set, split, share, recompute, seed, reader.rule(), progress);
            boolean groups = models.plan(parts).kind().keepsGroups();
            models.folds(parts);
            open = train(share, architecture, optimization, false);
            Setting.check(open, setting -> false); // such as patience where nothing validates
            space = SearchSpace.of(set, groups).without(open, fixed == null ? Set.of() : fixed);
            usual = Preset.DATA.of(set, architecture).toJson(architecture, optimization);
            defaults = Setting.filled(open, usual);
        }

        Result<Optional<SearchResult>> run(int fewestSteps) throws IOException {
            TrialStore store = opened();
            double before = store.elapsed();
            DoubleSupplier elapsed = () -> before + 1e-9 * (System.nanoTime() - start);
            Search search = new Search(models::folds, models, store, elapsed, progress);
            SearchResult result;
            try {
                result = searched(search, store, elapsed, fewestSteps);
            } catch (CancellationException e) { // before there was a plan
                return interrupted(0);
            } catch (BadRequest e) { // such as too little time
                if (!resume) {
                    Files.deleteIfExists(folder().resolve(STORE));
                }
                throw e;
            }
            TuningReport.writeTrials(result, folder().resolve(TRIALS));
            return result.interrupted() ? interrupted(result.tried()) : finished(result);
        }

        private TrialStore opened() throws IOException {
            Path file = folder().resolve(STORE);
            if (resume) {
                return TrialStore.resume(file, settings());
            }
            Files.deleteIfExists(folder().resolve(TRIALS)); // of a search that is replaced
            Files.deleteIfExists(folder().resolve(BEST));
            return TrialStore.begin(file, settings());
        }

        private SearchResult searched(Search search, TrialStore store, DoubleSupplier elapsed, int fewestSteps)
                throws IOException {
            int steps = steps();
            boolean isOpen = optimization.steps() == null && optimization.epochs() == null;
            Candidate first = Candidate.draw(space, open, usual, 1, seed).get(0);
            Budget.Speed speed =
                    trials == null ? search.measure(first, Halving.of(Budget.MOST, steps, fewestSteps, parts)) : null;
            Schedule schedule = speed == null || trials != null
                    ? new Schedule(Objects.requireNonNull(trials), steps, isOpen)
                    : store.schedule()
                            .orElseGet(() -> Schedule.fitting(
                                    time, steps, fewestSteps, parts, isOpen, speed, elapsed.getAsDouble()));
            if (store.schedule().isEmpty()) {
                store.plan(schedule);
            }
            List<Candidate> candidates = Candidate.draw(space, open, usual, schedule.candidates(), seed);
            Halving plan = Halving.of(candidates.size(), schedule.steps(), fewestSteps, parts);
            Limits limits = speed == null
                    ? Limits.NONE
                    : time.limits(plan, schedule.extra(parts), steps, speed, elapsed.getAsDouble(), elapsed);
            progress.begin("Search: " + plan.inWords());
            return search.run(
                    candidates,
                    plan,
                    schedule.steps() == steps,
                    schedule.lengths() ? Search.LENGTHS : List.of(),
                    limits);
        }

        /** {@return the steps of training the defaults in a fold of the last rung} */
        private int steps() {
            TrainingOptions.Length length = defaults.optimization().of(seed).length();
            return length.totalSteps(Math.max(1, (int) (set.count() * (1 - 1.0 / parts) * (1 - share))));
        }

        /** {@return everything the scores depend on, as text} */
        private Map<String, String> settings() {
            Map<String, String> map = new LinkedHashMap<>();
            map.put("data", Fingerprint.of(set));
            map.put("groups", Fingerprint.ofGroups(set));
            map.put("folds", models.plan(parts).kind().key() + " " + parts);
            map.put("trials", trials == null ? "by time" : trials.toString());
            map.put("validation", Double.toString(share));
            map.put("fixed", fixed == null ? "" : String.join(", ", fixed));
            map.put("seed", Long.toString(seed));
            map.put("architecture", RequestJson.node(architecture).toString());
            map.put("optimization", RequestJson.node(optimization).toString());
            return map;
        }

        private Result<Optional<SearchResult>> finished(SearchResult result) throws IOException {
            Trial chosen = result.chosen().orElseThrow();
            Train last = train(
                    share, chosen.candidate().architecture(), chosen.candidate().optimization(), false);
            Result<TrainingResult> trained = last.with(
                            "resume", TargetFolder.isBegun(last, folder().resolve(BEST), resume))
                    .run(progress);
            if (trained.interrupted()) {
                return interrupted(result.tried());
            }
            BaselineComparison comparison =
                    BaselineRun.of(chosen, set, progress).orElse(null);
            ValidatedModel.keep(comparison, out);
            TuningReport found = new TuningReport(result, set.count(), comparison);
            Writings writings = new Writings();
            Path page = report;
            if (page != null) {
                TuningPage content =
                        new TuningPage(found, RequestJson.commandLine(last), String.valueOf(data.getFileName()));
                writings.write("Wrote the report to " + page, () -> HtmlReport.write(content.page(), page));
            }
            ObjectNode json = RequestJson.newObject();
            json.put("data", data.toString());
            json.setAll(found.json());
            json.put("commandLine", RequestJson.commandLine(last));
            json.set("training", trained.findings());
            json.put("report", page == null || writings.failure() != null ? null : page.toString());
            String text = found.text() + "\n" + trained.text().stripTrailing() + "\nThe search is in " + folder()
                    + ", the settings for `unfade run` in " + folder().resolve(BEST) + writings.text();
            return Result.of(Tune.this, Optional.of(result), json, text).butFailed(writings.failure());
        }

        private Result<Optional<SearchResult>> interrupted(int tried) {
            ObjectNode json = TuningReport.interrupted(tried, folder());
            Message text = Message.of(
                    "Interrupted after trials of %d candidates, which are kept in %s. The same command with {resume} "
                            + "continues.",
                    tried, folder());
            return new Result<>(Tune.this, Optional.empty(), json, text, true, null);
        }
    }
}
