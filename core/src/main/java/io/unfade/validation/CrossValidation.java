package io.unfade.validation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.Fingerprint;
import io.unfade.data.Holdout;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Parallel;
import io.unfade.math.Seeds;
import io.unfade.metric.Classification;
import io.unfade.model.ModelDescription;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Trains a model for each fold of a set on the other folds, and tests it on the held-out fold. So every series is
 * predicted, and on request explained, by a model that did not use it: not for weights, nor for standardisation, nor to
 * decide when training ends.
 *
 * <p>Runs as many folds at a time as the engine may use threads, each on one thread, so models and predictions do not
 * depend on the number of threads. All random numbers of a fold derive from its own seed, which is in its result:
 * training on the same series with that seed, on one thread, gives the same model.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>M. Stone, "Cross-validatory choice and assessment of statistical predictions", Journal of the Royal Statistical
 *       Society B 36, 1974
 *   <li>R. Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model selection", IJCAI 1995
 *       (stratified folds, repetitions)
 * </ol>
 */
public final class CrossValidation {
    private static final int BATCH = 64;
    private static final int SEED_STREAM = 1;
    private static final int SEED_BITS = 32;

    private final Request request;
    private final SeriesSet set;
    private final Progress progress;
    private final List<Fold> folds;
    private final FoldProgress reports;

    /**
     * A cross-validation to run.
     *
     * @param description of the models; matches the set
     * @param training options; the seed is that of all random numbers
     * @param plan division into folds
     * @param holdout the share of a fold's training series that decides when its training ends
     * @param recompute see {@link Classifier#recompute}
     * @param explanation of the held-out series; null for none
     * @param folder stores the models, so that the same request can resume after an interruption; null for none. Only
     *     one run may write to it at a time; guard it with an {@link io.unfade.check.OutputLock} if in doubt
     * @param provenance stored with each model
     */
    public record Request(
            ModelDescription description,
            TrainingOptions training,
            FoldPlan plan,
            Holdout holdout,
            int recompute,
            @Nullable Explanation explanation,
            @Nullable Path folder,
            ObjectNode provenance) {
        /** {@return a request without stored models or explanations} */
        public static Request of(
                ModelDescription description, TrainingOptions training, FoldPlan plan, Holdout holdout) {
            return new Request(
                    description,
                    training,
                    plan,
                    holdout,
                    Classifier.RECOMPUTED_STEPS,
                    null,
                    null,
                    JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * Options of the explanation.
     *
     * @param method of attribution; its background, if it needs one, is what each model learned from
     * @param target the class to explain
     * @param contrast the class whose output is subtracted, if any
     * @param output the output of that class
     * @param batchSize series at a time
     */
    public record Explanation(Attribution method, Target target, Contrast contrast, Output output, int batchSize) {}

    private CrossValidation(Request request, SeriesSet set, Function<Fold, String> names, Progress progress) {
        this.request = request;
        this.set = set;
        this.progress = progress;
        folds = request.plan().folds(set, request.training().seed());
        reports = new FoldProgress(progress, folds.size(), names);
    }

    /** {@return what the folds gave, which are called by their own names in progress} */
    public static CrossValidationResult run(Request request, SeriesSet set, Progress progress) throws IOException {
        return run(request, set, Fold::name, progress);
    }

    /**
     * {@return the results of the folds}
     *
     * <p>Folds with a model in the folder are not trained again. Cost: training one model per fold and repetition, on
     * the series outside the fold, plus one prediction of each series per repetition, and one explanation in the first.
     *
     * @param set labelled, of at least 2 classes
     * @param names from a fold to its name in progress
     * @param progress begins with the plan, when all is known to be in order and before anything is trained; receives a line
     *     for each fold that is done
     * @throws IllegalArgumentException if the set cannot be cut as the plan says, a class would have no series to learn from,
     *     the method cannot tell cells of such series apart, or the folder holds something else; nothing has been computed then
     * @throws IllegalStateException if training fails; the message names the fold
     * @throws CancelledValidation if it was cancelled; folds that were done are in the folder
     * @throws IOException if the folder cannot be read or written
     */
    public static CrossValidationResult run(
            Request request, SeriesSet set, Function<Fold, String> names, Progress progress) throws IOException {
        RequestCheck.whole(request, set);
        return new CrossValidation(request, set, names, progress).run();
    }

    /**
     * {@return the result of one fold by itself, the same as in {@link #run}; its model is not kept}
     *
     * @param fold of the request's plan, for the set and the seed of training
     * @throws IllegalArgumentException as of {@link #run}
     * @throws IllegalStateException if training fails; the message names the fold
     * @throws CancellationException if it was cancelled
     */
    public static FoldResult runFold(Request request, SeriesSet set, Fold fold, Progress progress) {
        return runFold(request, set, fold, new FoldMemory(false), progress);
    }

    static FoldResult runFold(Request request, SeriesSet set, Fold fold, FoldStore store, Progress progress) {
        RequestCheck.of(request, set);
        return new CrossValidation(request, set, Fold::name, progress).trained(fold, store);
    }

    /** {@return the folder of a cross-validation that can be run, which keeps models of folds; made if missing} */
    static FoldFolder folder(Request request, SeriesSet set) throws IOException {
        RequestCheck.whole(request, set);
        Path folder = Require.present(request.folder(), "folds are kept in a folder, but there is none");
        CrossValidation validation = new CrossValidation(request, set, Fold::name, Progress.NONE);
        validation.checkHoldouts();
        return FoldFolder.open(folder, validation.settings());
    }

    /** Finds impossible holdouts before any training. */
    private void checkHoldouts() {
        folds.forEach(this::parts);
    }

    private CrossValidationResult run() throws IOException {
        checkHoldouts();
        Path folder = request.folder();
        if (folder == null) {
            return run(new FoldMemory(request.explanation() != null));
        }
        return run(FoldFolder.open(folder, settings()));
    }

    private CrossValidationResult run(FoldStore store) throws IOException {
        progress.begin(request.plan().describe(folds.size(), set.count()));
        try {
            List<FoldResult> results = results(store);
            SaliencyMaps maps = request.explanation() == null ? null : explained(request.explanation(), store);
            int[] labels = IntStream.range(0, set.count()).map(set::label).toArray();
            return new CrossValidationResult(request.plan(), labels, results, maps);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CancellationException e) {
            throw new CancelledValidation(reports.done(), folds.size());
        }
    }

    private List<FoldResult> results(FoldStore store) {
        FoldResult[] results = new FoldResult[folds.size()];
        Parallel.forEachAlone(IntStream.range(0, results.length).boxed().toList(), i -> {
            FoldResult.Training kept = found(store, folds.get(i));
            FoldResult result = kept == null ? trained(folds.get(i), store) : tested(folds.get(i), kept, store);
            results[i] = result;
            reports.done(result, kept == null);
        });
        return List.of(results);
    }

    /** {@return everything the models depend on, as text} */
    private Map<String, String> settings() {
        Map<String, String> map = new LinkedHashMap<>(request.training().toMap());
        map.putAll(request.description().toMap());
        FoldPlan plan = request.plan();
        map.put("folds", plan.kind().key() + (plan.count() == 0 ? "" : " " + plan.count()));
        map.put("repeats", Integer.toString(plan.repeats()));
        map.put(
                "validation",
                request.holdout().share() == 0
                        ? "none"
                        : request.holdout().share() + " "
                                + request.holdout().rule().key());
        map.put("data", Fingerprint.of(set));
        map.put("groups", Fingerprint.ofGroups(set));
        return map;
    }

    /** {@return the seed of a fold; short enough to type, and for any JSON reader} */
    private long seed(Fold fold) {
        return Seeds.derive(request.training().seed(), SEED_STREAM, fold.repeat(), fold.number()) >>> SEED_BITS;
    }

    private Holdout.Parts parts(Fold fold) {
        try {
            return request.holdout()
                    .parts(
                            set.select(fold.learning()),
                            seed(fold),
                            request.description().standardization());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(fold.name() + ": " + e.getMessage(), e);
        }
    }

    private static FoldResult.@Nullable Training found(FoldStore store, Fold fold) {
        try {
            return store.find(fold);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FoldResult trained(Fold fold, FoldStore store) {
        progress.check();
        Holdout.Parts parts = parts(fold);
        TrainingOptions options = request.training().withSeed(seed(fold));
        Standardizer standardizer = Standardizer.fit(request.description().standardization(), parts.training());
        try (TrainedModel model =
                TrainedModel.initialize(request.description(), standardizer, Precision.SINGLE, options.seed())) {
            model.network().recompute(request.recompute());
            TrainingResult result = new Trainer(options, reports.training(fold))
                    .train(model, parts.training(), parts.validation(), null, false);
            if (result.stop() == TrainingResult.Stop.CANCELLED) {
                throw new CancellationException();
            }
            FoldResult.Training training = training(parts, options, result);
            model.setProvenance(provenance(fold, parts, options, result));
            store.keep(fold, model, training);
            return tested(fold, training, model);
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(fold.name() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(fold.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FoldResult.Training training(Holdout.Parts parts, TrainingOptions options, TrainingResult result) {
        SeriesSet validation = parts.validation();
        return new FoldResult.Training(
                options.seed(),
                parts.training().count(),
                validation == null ? 0 : validation.count(),
                parts.rule(),
                validation == null || parts.rule() != Holdout.Rule.GROUP ? new int[0] : Fold.groupsOf(validation),
                result.history().size(),
                result.bestEpoch(),
                result.stop(),
                result.noiseLevels());
    }

    private ObjectNode provenance(Fold fold, Holdout.Parts parts, TrainingOptions options, TrainingResult result) {
        ObjectNode node = request.provenance().deepCopy();
        node.put("seed", options.seed());
        node.put("threads", EngineRuntime.threads()); // those of a fold, not of the process
        int validated = parts.validation() == null ? 0 : parts.validation().count();
        node.set("training", result.toJson(options, parts.training().count(), validated));
        node.set("fold", FoldFolder.json(fold, training(parts, options, result)));
        return node;
    }

    private FoldResult tested(Fold fold, FoldResult.Training training, FoldStore store) {
        try (TrainedModel model = store.load(fold)) {
            return tested(fold, training, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FoldResult tested(Fold fold, FoldResult.Training training, TrainedModel model) {
        SeriesSet tested = set.select(fold.tested());
        double[][] probabilities = model.probabilities(tested, BATCH);
        int[] labels = IntStream.range(0, tested.count()).map(tested::label).toArray();
        return new FoldResult(fold, training, probabilities, Classification.of(probabilities, labels));
    }

    /** {@return the maps of all series, in their order, by the models of the first repetition} */
    private SaliencyMaps explained(Explanation explanation, FoldStore store) throws IOException {
        SaliencyMaps[] ofSeries = new SaliencyMaps[set.count()];
        int[] place = new int[set.count()];
        List<String> foldOf = new ArrayList<>(set.ids());
        int before = 0;
        for (Fold fold : folds.stream().filter(each -> each.repeat() == 1).toList()) {
            try (TrainedModel model = store.load(fold)) {
                model.network().recompute(request.recompute());
                SaliencyMaps maps = Explainer.explain(
                        model,
                        set.select(fold.tested()),
                        explanation.method(),
                        new Explainer.Request(
                                explanation.target(),
                                explanation.contrast(),
                                explanation.output(),
                                explanation.batchSize(),
                                request.training().seed(),
                                explanation.method().needsBackground() ? set.select(fold.learning()) : null),
                        reports.explaining(before, fold.tested().length, set.count()));
                for (int i = 0; i < fold.tested().length; i++) {
                    ofSeries[fold.tested()[i]] = maps;
                    place[fold.tested()[i]] = i;
                    foldOf.set(fold.tested()[i], Integer.toString(fold.number()));
                }
            }
            before += fold.tested().length;
        }
        SaliencyMaps all = SaliencyMaps.gathered(
                Arrays.stream(ofSeries).map(Objects::requireNonNull).toList(), place);
        return all.withDetails(Map.of(
                SaliencyMaps.CROSS_VALIDATION,
                request.plan().kind().key() + " of "
                        + folds.size() / request.plan().repeats()
                        + " folds: each series is explained by the model that had not seen it",
                "folds",
                String.join(",", foldOf)));
    }
}
