package io.unfade.experiments.field.box;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BoxTest {
    private static final int STEPS = 9;
    /** Of sums of single-precision numbers. */
    private static final double SINGLE = 1e-4;

    /** {@return normal noise of two features; the sign of the first at a step is the step's class} */
    private static SeriesSet series(int count, int... labels) {
        Random random = new Random(4);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, count, STEPS, 2);
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < STEPS; t++) {
                double shift = labels.length == 0 ? 0 : 2 * labels[i] - 1;
                builder.cell(i, t, 0, random.nextGaussian() + shift);
                builder.cell(i, t, 1, random.nextGaussian());
            }
        }
        return labels.length == 0
                ? builder.build()
                : builder.labels(labels, List.of("0", "1")).build();
    }

    private static int[][] signs(SeriesSet set) {
        int[][] classes = new int[set.count()][STEPS];
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < STEPS; t++) {
                classes[i][t] = set.value(i, t, 0) > 0 ? 1 : 0;
            }
        }
        return classes;
    }

    @Test
    void cuts_arePrefixesWithTheClassOfTheirLastStep() {
        SeriesSet set = series(40);
        int[][] classes = signs(set);
        SeriesSet cuts = Cuts.of(set, classes, 2, 3, 7);
        assertThat(cuts.count()).isEqualTo(120);
        boolean[] lengths = new boolean[STEPS + 1];
        for (int row = 0; row < 120; row++) {
            int length = cuts.length(row);
            lengths[length] = true;
            assertThat(cuts.label(row)).isEqualTo(classes[row % 40][length - 1]);
            for (int t = 0; t < length; t++) {
                assertThat(cuts.value(row, t, 1)).isEqualTo(set.value(row % 40, t, 1));
            }
        }
        for (int length = 1; length <= STEPS; length++) {
            assertThat(lengths[length]).isTrue();
        }
        SeriesSet others = Cuts.of(set, classes, 2, 3, 8);
        assertThat(IntStream.range(0, 120).allMatch(row -> others.length(row) == cuts.length(row)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BIDIRECTIONAL")
    void train_onPrefixes_learnsTheClassOfEveryStep(Box box) {
        SeriesSet set = series(60);
        SeriesSet cuts = Cuts.of(set, signs(set), 2, 10, 1);
        Box.Effort effort = new Box.Effort(60, 30, box == Box.GRU ? 3e-3 : 1e-2, 0);
        try (TrainedModel model = box.train(cuts, effort, true, 3, Progress.NONE)) {
            PredictorScore score = PredictorScore.ofSteps(model, set, signs(set));
            // attention gives the last step the weight of any other
            double least = box == Box.ATTENTION || box == Box.RECIPE ? 0.6 : 0.85;
            assertThat(score.accuracy()).isGreaterThan(least);
            assertThat(score.macroF1()).isGreaterThan(least);
            assertThat(score.rocAuc()).isGreaterThan(least);
            assertThat(model.noiseLevel() > 0).isEqualTo(box == Box.RECIPE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRU")
    void train_onSeriesWithAClass_learnsIt(Box box) {
        int[] labels = new Random(2).ints(80, 0, 2).toArray();
        SeriesSet set = series(80, labels);
        Box.Effort effort = new Box.Effort(box == Box.BIDIRECTIONAL ? 15 : 40, 20, 1e-2, 0);
        try (TrainedModel model = box.train(set, effort, false, 3, Progress.NONE)) {
            assertThat(PredictorScore.ofSeries(model, set).accuracy()).isGreaterThan(0.9);
            assertThat(model.spec().bidirectional()).isEqualTo(box == Box.BIDIRECTIONAL);
            assertThat(model.spec().attention() != null).isEqualTo(box == Box.ATTENTION || box == Box.RECIPE);
        }
    }

    @Test
    void train_cancelled_ends() {
        SeriesSet set = series(8, 0, 1, 0, 1, 0, 1, 0, 1);
        Progress cancelled = new Progress() {
            @Override
            public void update(String activity, double share, String note) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> Box.LSTM.train(set, new Box.Effort(5, 4, 1e-3, 0), false, 3, cancelled))
                .isInstanceOf(CancellationException.class);
    }

    /** Series of equal length, from a baseline of zeros: the gradients along the path are averaged in either order. */
    @ParameterizedTest
    @ValueSource(strings = {"gradient", "input-x-gradient", "integrated-gradients steps=7"})
    void ownStep_givesTheMapsOfTheTimeForwardProtocol(String method) {
        SeriesSet set = series(6);
        SeriesSet cuts = Cuts.of(set, signs(set), 2, 2, 1);
        for (Box box : new Box[] {Box.GRU, Box.ATTENTION}) {
            try (TrainedModel model = box.train(cuts, new Box.Effort(3, 4, 1e-2, 0), true, 3, Progress.NONE)) {
                Attribution own = Attributions.parse(method);
                Attribution forward =
                        Attributions.parse("time-forward method=" + method.replace("steps", "method.steps"));
                SaliencyMaps found = explain(new OwnStep(model), set, own);
                SaliencyMaps expected = explain(model, set, forward);
                for (int i = 0; i < set.count(); i++) {
                    assertThat(found.absolute(i)).containsExactly(expected.absolute(i), within(SINGLE));
                }
            }
        }
    }

    /** A cell's drop with the mean of its step and feature over the background in its place, in a series that ends with it. */
    @Test
    void occlusionByTheTrainingMean_ofGrowingSeries_isByDefinition() {
        SeriesSet set = series(6);
        SeriesSet background = series(9);
        SeriesSet cuts = Cuts.of(set, signs(set), 2, 2, 1);
        Attribution method = Attributions.parse("time-forward method=occlusion method.baseline=training-mean");
        for (Box box : new Box[] {Box.GRU, Box.ATTENTION}) {
            try (TrainedModel model = box.train(cuts, new Box.Effort(3, 4, 1e-2, 0), true, 3, Progress.NONE)) {
                Explainer.Request request = new Explainer.Request(
                        new Target.Fixed(1), new Contrast.None(), Output.LOG_ODDS, 4, 0, background);
                SaliencyMaps found = Explainer.explain(model, set, method, request, Progress.NONE);
                PreparedSeries read = model.prepare(background);
                for (int t : new int[] {0, 4, STEPS - 1}) {
                    Inputs inputs = model.prepare(set).inputs(2).first(t + 1, 0);
                    double[] values = inputs.values().clone();
                    int cell = 2 * t + 1;
                    values[cell] = IntStream.range(0, background.count())
                            .mapToDouble(i -> read.inputs(i).values()[cell])
                            .average()
                            .orElseThrow();
                    double drop = model.outputs(inputs, Output.LOG_ODDS)[0][1]
                            - model.outputs(inputs.with(values), Output.LOG_ODDS)[0][1];
                    assertThat(found.value(2, t, 1)).isEqualTo(drop, within(SINGLE));
                }
            }
        }
    }

    @Test
    void effort_updatesOfPrefixes_areNearlyThoseAskedFor() {
        Box.Effort effort = new Box.Effort(600, 32, 1e-3, 0);
        assertThat(effort.passes(800)).isEqualTo(24);
        assertThat(effort.passes(24 * 800)).isEqualTo(1);
        assertThat(effort.done(24 * 800)).isEqualTo(600);
        assertThat(effort.done(effort.passes(1000) * 1000)).isEqualTo(594);
        assertThat(effort.done(1000)).isEqualTo(608);
        assertThat(new Box.Effort(1, 32, 1e-3, 0).done(1000)).isEqualTo(32);
        Box.Effort recipe = new Box.Effort(300, 100, 1e-2, 0);
        assertThat(recipe.done(recipe.passes(800) * 800)).isEqualTo(304);
        assertThat(recipe.done(recipe.passes(1000) * 1000)).isEqualTo(300);
    }

    /** Settings hold the network, its standardisation, and all of training but the seed. */
    @Test
    void settings_differWhereTrainingDoes() {
        SeriesSet set = series(4, 0, 1, 0, 1);
        Box.Effort effort = new Box.Effort(60, 30, 1e-2, 0.01);
        Set<String> known = new HashSet<>();
        for (Box box : Box.values()) {
            assertThat(known.add(box.settings(set, 60, effort, true).toString()))
                    .isTrue();
        }
        assertThat(known.add(Box.RECIPE.settings(set, 60, effort, false).toString()))
                .isTrue();
        assertThat(known.add(Box.GRU
                        .settings(set, 60, new Box.Effort(60, 30, 1e-2, 0.02), true)
                        .toString()))
                .isTrue();
        assertThat(Box.ATTENTION.settings(set, 60, effort, true).toString())
                .contains(
                        "\"hops\":8",
                        "\"hidden\":64",
                        "\"dropout\":0.2",
                        "\"last\"",
                        "\"per-feature\"",
                        "\"updatesDone\":60");
    }

    private static SaliencyMaps explain(Model model, SeriesSet set, Attribution method) {
        return Explainer.explain(
                model, set, method, new Explainer.Request(new Target.Fixed(1), Output.LOG_ODDS, 4, 0), Progress.NONE);
    }

    @Test
    void ownStep_outputs_areSumsOverTheSteps() {
        SeriesSet set = series(4, 0, 1, 0, 1);
        try (TrainedModel model = Box.GRU.train(set, new Box.Effort(1, 4, 1e-2, 0), true, 3, Progress.NONE)) {
            OwnStep own = new OwnStep(model);
            Inputs inputs = model.prepare(set).inputs(0, 1, 2, 3);
            double[][] sums = own.outputs(inputs, Output.LOGIT);
            double sum = 0;
            for (int t = 1; t <= STEPS; t++) {
                sum += model.outputs(inputs.first(t, 2), Output.LOGIT)[0][1];
            }
            assertThat(sums[2][1]).isEqualTo(sum, within(SINGLE));
            double[][] ones = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};
            assertThat(own.derivative(inputs, Output.LOGIT, of -> ones).outputs()[2][1])
                    .isEqualTo(sum, within(SINGLE));
        }
        try (TrainedModel both = Box.BIDIRECTIONAL.train(set, new Box.Effort(1, 4, 1e-2, 0), false, 3, Progress.NONE)) {
            assertThatThrownBy(() -> new OwnStep(both)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
