package io.unfade.validation;

import io.unfade.TestModels;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.attribution.perturbation.Occlusion;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Holdout;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Model;
import io.unfade.model.ModelDescription;
import io.unfade.model.ModelFolder;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.validation.CrossValidation.Explanation;
import io.unfade.validation.CrossValidation.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CrossValidationTest {
    private static final int COUNT = 24;
    private static final int GROUPS = 4;
    private static final TrainingOptions TRAINING =
            TrainingOptions.defaults().withEpochs(3).withSeed(5);
    private static final Holdout HOLDOUT = new Holdout(0.2, Holdout.Rule.AUTO);
    private static final Explanation EXPLANATION =
            new Explanation(new Gradient(), new Target.Label(), new Contrast.None(), Output.LOGIT, 4);

    @TempDir
    Path folder;

    /** 24 series of 3 classes in 4 groups, 6 of each. */
    private static SeriesSet grouped() {
        int[] groups = IntStream.range(0, COUNT).map(i -> i / 6 + 10).toArray();
        return plain().toBuilder().groups(groups).build();
    }

    private static SeriesSet plain() {
        return TestModels.equalSeries(Precision.SINGLE, 3, COUNT, 6);
    }

    private static Request request(SeriesSet set, FoldPlan plan) {
        ModelDescription description =
                ModelDescription.of(TestModels.lstm(HopPooling.MEAN, 0.1), Standardization.PER_FEATURE, set);
        return Request.of(description, TRAINING, plan, HOLDOUT);
    }

    private static Request with(Request request, @Nullable Explanation explanation, @Nullable Path folder) {
        return new Request(
                request.description(),
                request.training(),
                request.plan(),
                request.holdout(),
                request.recompute(),
                explanation,
                folder,
                request.provenance());
    }

    private static CrossValidationResult run(Request request, SeriesSet set) throws IOException {
        return CrossValidation.run(request, set, Progress.NONE);
    }

    @Test
    void run_methodThatCannotTellCellsApart_isRefusedBeforeAnythingBegins() {
        SeriesSet set = grouped();
        Occlusion whole = new Occlusion(set.steps(), 0, 1, 1, Baseline.ZERO);
        Explanation explanation = new Explanation(whole, new Target.Label(), new Contrast.None(), Output.LOGIT, 4);
        Progress begun = new Progress() {
            @Override
            public void begin(String text) {
                throw new AssertionError("began: " + text);
            }
        };
        Request request = with(request(set, FoldPlan.leaveOneGroupOut(1)), explanation, null);
        assertThatThrownBy(() -> CrossValidation.run(request, set, begun))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a window covers all");
    }

    @Test
    void run_leaveOneGroupOut_leavesOutEachGroupOnce() throws IOException {
        SeriesSet set = grouped();
        CrossValidationResult result = run(request(set, FoldPlan.leaveOneGroupOut(1)), set);

        assertThat(result.folds()).hasSize(GROUPS);
        int[] groups = set.groups().orElseThrow();
        int[][] confusion = new int[3][3];
        for (int f = 0; f < GROUPS; f++) {
            FoldResult fold = result.folds().get(f);
            assertThat(fold.fold().heldOut()).containsExactly(10 + f);
            assertThat(Arrays.stream(fold.fold().tested()).map(i -> groups[i])).containsOnly(10 + f);
            assertThat(Arrays.stream(fold.fold().learning()).map(i -> groups[i]))
                    .doesNotContain(10 + f);
            assertThat(fold.training().trained()).isEqualTo(12);
            assertThat(fold.training().validated()).isEqualTo(6);
            assertThat(fold.training().rule()).isEqualTo(Holdout.Rule.GROUP);
            assertThat(fold.training().validationGroups()).hasSize(1).doesNotContain(10 + f);
            for (int k = 0; k < 9; k++) {
                confusion[k / 3][k % 3] += fold.scores().confusion()[k / 3][k % 3];
            }
        }
        assertThat(result.pooled().confusion()).isDeepEqualTo(confusion);
        assertThat(result.pooledAccuracy().count()).isEqualTo(COUNT);
        assertThat(result.chance().largestClass()).isEqualTo(1 / 3.0);
        assertThat(result.accuracy().mean()).isEqualTo(result.pooled().accuracy(), within(1e-12));
    }

    @Test
    void run_fold_isWhatTrainingWithItsSeedGives() throws IOException {
        SeriesSet set = grouped();
        Request request = with(request(set, FoldPlan.leaveOneGroupOut(1)), EXPLANATION, null);
        CrossValidationResult result = run(request, set);

        FoldResult third = result.folds().get(2);
        SeriesSet learning = set.select(third.fold().learning());
        SeriesSet tested = set.select(third.fold().tested());
        TrainingOptions options = TRAINING.withSeed(third.training().seed());
        Holdout.Parts parts = HOLDOUT.parts(learning, options.seed(), Standardization.PER_FEATURE);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, parts.training());
        int threads = EngineRuntime.threads();
        EngineRuntime.setThreads(1);
        try (TrainedModel model =
                TrainedModel.initialize(request.description(), standardizer, Precision.SINGLE, options.seed())) {
            new Trainer(options, Progress.NONE).train(model, parts.training(), parts.validation(), null, false);
            assertThat(third.probabilities()).isDeepEqualTo(model.probabilities(tested, COUNT));
            SaliencyMaps own = Explainer.explain(
                    model,
                    tested,
                    EXPLANATION.method(),
                    new Explainer.Request(EXPLANATION.target(), EXPLANATION.output(), 4, 0),
                    Progress.NONE);
            SaliencyMaps all = Objects.requireNonNull(result.maps());
            assertThat(all.count()).isEqualTo(COUNT);
            for (int i = 0; i < tested.count(); i++) {
                assertThat(all.absolute(third.fold().tested()[i])).containsExactly(own.absolute(i), within(1e-6));
                assertThat(all.target(third.fold().tested()[i])).isEqualTo(tested.label(i));
            }
            assertThat(all.origin().details().get("folds"))
                    .startsWith("1,1,1,1,1,1,2")
                    .endsWith("4,4");
        } finally {
            EngineRuntime.setThreads(threads);
        }
    }

    @Test
    void run_methodWithBackground_takesWhatEachModelLearnedFrom() throws IOException {
        SeriesSet set = grouped();
        Explanation explanation = new Explanation(
                new IntegratedGradients(3, Baseline.TRAINING_MEAN),
                new Target.Label(),
                new Contrast.Second(),
                Output.LOGIT,
                4);
        CrossValidationResult result =
                run(with(request(set, FoldPlan.leaveOneGroupOut(1)), explanation, folder.resolve("cv")), set);
        FoldResult second = result.folds().get(1);
        try (Model model = Models.open(folder.resolve("cv").resolve("fold-2"))) {
            Explainer.Request own = new Explainer.Request(
                    explanation.target(),
                    explanation.contrast(),
                    Output.LOGIT,
                    4,
                    TRAINING.seed(),
                    set.select(second.fold().learning()));
            SaliencyMaps maps = Explainer.explain(
                    model, set.select(second.fold().tested()), explanation.method(), own, Progress.NONE);
            SaliencyMaps all = Objects.requireNonNull(result.maps());
            for (int i = 0; i < maps.count(); i++) {
                assertThat(all.absolute(second.fold().tested()[i])).containsExactly(maps.absolute(i), within(1e-6));
            }
        }
    }

    @Test
    void run_otherNumberOfThreads_givesTheSamePredictions() throws IOException {
        SeriesSet set = plain();
        Request request = request(set, new FoldPlan(FoldPlan.Kind.STRATIFIED, 3, 1));
        int threads = EngineRuntime.threads();
        try {
            EngineRuntime.setThreads(1);
            CrossValidationResult one = run(request, set);
            EngineRuntime.setThreads(2);
            assertThat(run(request, set).probabilities(1)).isDeepEqualTo(one.probabilities(1));
        } finally {
            EngineRuntime.setThreads(threads);
        }
    }

    @Test
    void run_repeated_usesOtherFoldsAndSeedsAndCountsSeriesOnce() throws IOException {
        SeriesSet set = plain();
        CrossValidationResult result = run(request(set, new FoldPlan(FoldPlan.Kind.STRATIFIED, 2, 3)), set);

        assertThat(result.folds())
                .extracting(fold -> fold.fold().name())
                .contains("repeat-1-fold-1", "repeat-3-fold-2");
        assertThat(result.folds()).extracting(fold -> fold.training().seed()).doesNotHaveDuplicates();
        assertThat(result.folds().get(0).fold().tested())
                .isNotEqualTo(result.folds().get(2).fold().tested());
        assertThat(result.pooled().perClass()).allMatch(scores -> scores.support() == 24);
        assertThat(result.pooledAccuracy().count()).isEqualTo(COUNT);
        assertThat(result.accuracy().folds()).isEqualTo(6);
    }

    /** Stops after some folds. */
    private static final class Stopping implements Progress {
        private final int most;
        private final List<String> lines = new ArrayList<>();

        Stopping(int most) {
            this.most = most;
        }

        @Override
        public void step(String text) {
            synchronized (lines) {
                lines.add(text);
            }
        }

        @Override
        public boolean cancelled() {
            synchronized (lines) {
                return lines.size() >= most;
            }
        }
    }

    @Test
    void run_afterStop_goesOnAndEndsAsIfItHadNotBeenStopped() throws IOException {
        SeriesSet set = grouped();
        Request request = with(request(set, FoldPlan.leaveOneGroupOut(1)), EXPLANATION, folder.resolve("cv"));
        Stopping first = new Stopping(1);
        assertThatThrownBy(() -> CrossValidation.run(request, set, first))
                .isInstanceOfSatisfying(
                        CancelledValidation.class,
                        e -> assertThat(new int[] {e.done(), e.folds()}).containsExactly(first.lines.size(), GROUPS));
        Stopping second = new Stopping(Integer.MAX_VALUE);
        CrossValidationResult resumed = CrossValidation.run(request, set, second);
        assertThat(second.lines)
                .hasSize(GROUPS)
                .filteredOn(line -> line.contains("kept from before"))
                .hasSameSizeAs(first.lines);
        CrossValidationResult whole = run(request(set, FoldPlan.leaveOneGroupOut(1)), set);
        assertThat(resumed.probabilities(1)).isDeepEqualTo(whole.probabilities(1));
        assertThat(resumed.folds()).extracting(fold -> fold.training().epochs()).containsOnly(3);
        try (TrainedModel model = ModelFolder.load(folder.resolve("cv/fold-2"))) {
            assertThat(Objects.requireNonNull(model.provenance())
                            .path("fold")
                            .path("heldOutGroups")
                            .path(0)
                            .asInt())
                    .isEqualTo(11);
        }
    }

    @Test
    void run_folderOfOtherSettings_isRefusedByName() throws IOException {
        SeriesSet set = grouped();
        Request request = with(request(set, FoldPlan.leaveOneGroupOut(1)), null, folder.resolve("cv"));
        run(request, set);
        Request other = new Request(
                request.description(),
                TRAINING.withEpochs(4),
                request.plan(),
                HOLDOUT,
                0,
                null,
                folder.resolve("cv"),
                request.provenance());
        assertThatThrownBy(() -> run(other, set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epochs was 3, but is now 4");
        SeriesSet changed = set.toBuilder().cell(0, 0, 0, 9).build();
        assertThatThrownBy(() -> run(request, changed)).hasMessageContaining("data was 24 series");
        Files.createFile(Files.createDirectory(folder.resolve("full")).resolve("mine.txt"));
        assertThatThrownBy(() -> run(with(request, null, folder.resolve("full")), set))
                .hasMessageContaining("holds other files");
    }

    @Test
    void run_modelThatWasExchanged_isRefused() throws IOException {
        SeriesSet set = grouped();
        Request request = with(request(set, FoldPlan.leaveOneGroupOut(1)), null, folder.resolve("cv"));
        run(request, set);
        try (TrainedModel model = ModelFolder.load(folder.resolve("cv/fold-1"))) {
            ModelFolder.save(model, folder.resolve("cv/fold-2"));
        }
        assertThatThrownBy(() -> run(request, set))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("fold.json")
                .hasMessageContaining("describes another model");
    }

    @Test
    void run_setThatCannotBeCut_isRefusedBeforeTraining() {
        SeriesSet set = grouped();
        int[] one = new int[COUNT];
        assertThatThrownBy(() -> run(
                        request(set, FoldPlan.leaveOneGroupOut(1)),
                        plain().toBuilder().groups(one).build()))
                .hasMessageContaining("at least 2 groups");
        assertThatThrownBy(() -> run(request(set, FoldPlan.leaveOneGroupOut(1)), plain()))
                .hasMessageContaining("needs groups");
        int[] byClass = IntStream.range(0, COUNT).map(i -> i % 3).toArray();
        SeriesSet bound = plain().toBuilder().groups(byClass).build();
        assertThatThrownBy(() -> run(request(bound, FoldPlan.leaveOneGroupOut(1)), bound))
                .hasMessageContaining("fold-1 leaves out all series of class 'a', with the groups [0]");
        Request perGroup = Request.of(
                ModelDescription.of(TestModels.lstm(null, 0), Standardization.PER_GROUP, set),
                TRAINING,
                new FoldPlan(FoldPlan.Kind.STRATIFIED, 4, 1),
                HOLDOUT);
        assertThatThrownBy(() -> run(perGroup, set)).hasMessageContaining("needs folds of whole groups");
        assertThatThrownBy(() -> run(request(set, new FoldPlan(FoldPlan.Kind.STRATIFIED, 9, 1)), set))
                .hasMessageContaining("use at most 8 folds");
    }
}
