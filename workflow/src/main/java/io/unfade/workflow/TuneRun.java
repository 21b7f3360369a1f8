package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.Fingerprint;
import io.unfade.data.SeriesSet;
import io.unfade.report.page.HtmlReport;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.DataDefaults;
import io.unfade.workflow.option.FoldChoice;
import io.unfade.workflow.option.Preset;
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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;

/** One search of {@link Tune}. */
final class TuneRun {
    private final Tune tune;
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

    TuneRun(Tune tune, SeriesSet set, SeriesReader reader, Budget time, long start, Progress progress) {
        this.tune = tune;
        this.set = set;
        this.progress = progress;
        this.time = time;
        this.start = start;
        share = tune.validation() == null
                ? Objects.requireNonNullElse(DataDefaults.of(set).validation(), FoldChoice.VALIDATION)
                : tune.validation();
        parts = Objects.requireNonNullElse(tune.folds(), ModelFolds.usual(set, tune.split()));
        models = new ModelFolds(set, tune.split(), share, tune.recompute(), tune.seed(), reader.rule(), progress);
        boolean groups = models.plan(parts).kind().keepsGroups();
        models.folds(parts);
        open = tune.train(share, tune.architecture(), tune.optimization(), false);
        Setting.check(open, setting -> false); // such as patience where nothing validates
        space = SearchSpace.of(set, groups).without(open, tune.fixed() == null ? Set.of() : tune.fixed());
        usual = Preset.DATA.of(set, tune.architecture()).toJson(tune.architecture(), tune.optimization());
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
            if (!tune.resume()) {
                Files.deleteIfExists(tune.folder().resolve(Tune.STORE));
            }
            throw e;
        }
        TuningReport.writeTrials(result, tune.folder().resolve(Tune.TRIALS));
        return result.interrupted() ? interrupted(result.tried()) : finished(result);
    }

    private TrialStore opened() throws IOException {
        Path file = tune.folder().resolve(Tune.STORE);
        if (tune.resume()) {
            return TrialStore.resume(file, settings());
        }
        Files.deleteIfExists(tune.folder().resolve(Tune.TRIALS)); // of a search that is replaced
        Files.deleteIfExists(tune.folder().resolve(Tune.BEST));
        return TrialStore.begin(file, settings());
    }

    private SearchResult searched(Search search, TrialStore store, DoubleSupplier elapsed, int fewestSteps)
            throws IOException {
        int steps = steps();
        boolean isOpen =
                tune.optimization().steps() == null && tune.optimization().epochs() == null;
        Candidate first = Candidate.draw(space, open, usual, 1, tune.seed()).get(0);
        Budget.Speed speed = tune.trials() == null
                ? search.measure(first, Halving.of(Budget.MOST, steps, fewestSteps, parts))
                : null;
        Schedule schedule = speed == null || tune.trials() != null
                ? new Schedule(Objects.requireNonNull(tune.trials()), steps, isOpen)
                : store.schedule()
                        .orElseGet(() -> Schedule.fitting(
                                time, steps, fewestSteps, parts, isOpen, speed, elapsed.getAsDouble()));
        if (store.schedule().isEmpty()) {
            store.plan(schedule);
        }
        List<Candidate> candidates = Candidate.draw(space, open, usual, schedule.candidates(), tune.seed());
        Halving plan = Halving.of(candidates.size(), schedule.steps(), fewestSteps, parts);
        Limits limits = speed == null
                ? Limits.NONE
                : time.limits(plan, schedule.extra(parts), steps, speed, elapsed.getAsDouble(), elapsed);
        progress.begin("Search: " + plan.inWords());
        return search.run(
                candidates, plan, schedule.steps() == steps, schedule.lengths() ? Search.LENGTHS : List.of(), limits);
    }

    /** {@return the steps of training the defaults in a fold of the last rung} */
    private int steps() {
        TrainingOptions.Length length = defaults.optimization().of(tune.seed()).length();
        return length.totalSteps(Math.max(1, (int) (set.count() * (1 - 1.0 / parts) * (1 - share))));
    }

    /** {@return everything the scores depend on, as text} */
    private Map<String, String> settings() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("data", Fingerprint.of(set));
        map.put("groups", Fingerprint.ofGroups(set));
        map.put("folds", models.plan(parts).kind().key() + " " + parts);
        map.put("trials", tune.trials() == null ? "by time" : tune.trials().toString());
        map.put("validation", Double.toString(share));
        map.put("fixed", tune.fixed() == null ? "" : String.join(", ", tune.fixed()));
        map.put("seed", Long.toString(tune.seed()));
        map.put("architecture", RequestJson.node(tune.architecture()).toString());
        map.put("optimization", RequestJson.node(tune.optimization()).toString());
        return map;
    }

    private Result<Optional<SearchResult>> finished(SearchResult result) throws IOException {
        Trial chosen = result.chosen().orElseThrow();
        Train last = tune.train(
                share, chosen.candidate().architecture(), chosen.candidate().optimization(), false);
        Result<TrainingResult> trained = last.with(
                        "resume", TargetFolder.isBegun(last, tune.folder().resolve(Tune.BEST), tune.resume()))
                .run(progress);
        if (trained.interrupted()) {
            return interrupted(result.tried());
        }
        BaselineComparison comparison = BaselineRun.of(chosen, set, progress).orElse(null);
        ValidatedModel.keep(comparison, tune.out());
        TuningReport found = new TuningReport(result, set.count(), comparison);
        Writings writings = new Writings();
        Path page = tune.report();
        if (page != null) {
            TuningPage content = new TuningPage(
                    found,
                    RequestJson.commandLine(last),
                    String.valueOf(tune.data().getFileName()));
            writings.write("Wrote the report to " + page, () -> HtmlReport.write(content.page(), page));
        }
        ObjectNode json = RequestJson.newObject();
        json.put("data", tune.data().toString());
        json.setAll(found.json());
        json.put("commandLine", RequestJson.commandLine(last));
        json.set("training", trained.findings());
        json.put("report", page == null || writings.failure() != null ? null : page.toString());
        String text = found.text() + "\n" + trained.text().stripTrailing() + "\nThe search is in " + tune.folder()
                + ", the settings for `unfade run` in " + tune.folder().resolve(Tune.BEST) + writings.text();
        return Result.of(tune, Optional.of(result), json, text).butFailed(writings.failure());
    }

    private Result<Optional<SearchResult>> interrupted(int tried) {
        ObjectNode json = TuningReport.interrupted(tried, tune.folder());
        Message text = Message.of(
                "Interrupted after trials of %d candidates, which are kept in %s. The same command with {resume} "
                        + "continues.",
                tried, tune.folder());
        return new Result<>(tune, Optional.empty(), json, text, true, null);
    }
}
