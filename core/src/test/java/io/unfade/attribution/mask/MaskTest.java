package io.unfade.attribution.mask;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Problem;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Localization;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import static io.unfade.attribution.mask.SquaresOfCells.FEATURES;
import static io.unfade.attribution.mask.SquaresOfCells.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What holds for both kinds of masks. */
class MaskTest {
    private static final String EXTREMAL = "extremal-mask iterations=40 restarts=2 rate=0.05 time=0.1";
    private static final String BLUR = "dynamask iterations=40 areas=2 time=0.1";
    private static final String BASELINE = "dynamask perturbation=baseline iterations=40 areas=2";
    private static final SquaresOfCells RARE_TIME = SquaresOfCells.rareTime();

    private static Attribution method(String text) {
        String[] words = text.split(" ", -1);
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split("=", -1);
            options.put(option[0], option[1]);
        }
        return Attributions.of(words[0], options);
    }

    private static double[] map(String method, Problem problem) {
        return method(method).attribute(problem).values();
    }

    private static double[] part(Inputs inputs, int series, double[] values) {
        return Arrays.copyOfRange(values, inputs.offset(series), inputs.offset(series) + STEPS * FEATURES);
    }

    /**
     * To drop a cell with a share s of the output costs s^2, and saves its share of the penalty of the size, 0.1 / 120: a
     * true cell with a larger s^2 must come before all others. What smaller ones leave undecided is at most two cells
     * of the 15 in each of these series.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "extremal-mask size=0.1",
                "extremal-mask size=0.1 change=0",
                "extremal-mask size=0.1 trend=5",
                "dynamask perturbation=baseline area=0.2",
                "dynamask perturbation=average width=0 area=0.3 areas=3"
            })
    void map_ofKnownTruth_findsIt(String method) {
        Inputs inputs = SquaresOfCells.series(1, STEPS, STEPS, STEPS);
        Problem problem = RARE_TIME.problem(inputs, 0, "a", "b", "c");
        double[] outputs = problem.values();
        double[] maps = map(method, problem);
        for (int b = 0; b < inputs.count(); b++) {
            double[] x = part(inputs, b, inputs.values());
            double output = outputs[b];
            assertThat(rocAuc(part(inputs, b, maps), i -> true)).isGreaterThan(0.85);
            assertThat(rocAuc(part(inputs, b, maps), i -> Math.pow(x[i] * x[i] / output, 2) > 0.1 / x.length))
                    .isEqualTo(1);
        }
    }

    @Test
    void dynamask_ofALongSeries_reachesItsArea() {
        int steps = 667;
        double[] weights = new double[steps * FEATURES];
        Arrays.setAll(weights, i -> i < STEPS * FEATURES && SquaresOfCells.isTrue(i) ? 1 : 0);
        double[] x = new double[weights.length];
        Arrays.setAll(x, i -> 1 + 0.1 * Math.sin(i));
        Problem problem = new SquaresOfCells(FEATURES, weights)
                .problem(new Inputs(x, new int[] {steps}, steps, FEATURES), 3, "a");
        double[] map = map("dynamask perturbation=baseline area=0.2", problem);
        assertThat(Arrays.stream(map).average().orElseThrow()).isEqualTo(0.2, within(0.01));
        for (int i = 0; i < map.length; i++) {
            assertThat(map[i] > 0.9).isEqualTo(weights[i] > 0);
        }
    }

    @Test
    void dynamask_farFromItsArea_is0AndSaid() {
        SaliencyMaps maps =
                explain(RARE_TIME, 1, "dynamask perturbation=baseline area=0.2 iterations=1", Progress.NONE);
        assertThat(Arrays.stream(maps.absolute(0)).sum()).isZero();
        assertThat(Attributions.doubts(maps)).singleElement().asString().contains("no mask came near its area");
    }

    /** The masks of 6, 12, 18, ... of 120 cells lose 0.02, 0.0003, 0, ... of the squared change. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.05", "0.005, 0.1", "0.0001, 0.15"})
    void map_ofSeveralAreas_isOfTheSmallestThatWillDo(String tolerance, double area) {
        Problem problem = RARE_TIME.problem(SquaresOfCells.series(1, STEPS), 0, "a");
        double[] map = map("dynamask perturbation=baseline area=0.25 areas=5 tolerance=" + tolerance, problem);
        assertThat(Arrays.stream(map).average().orElseThrow()).isEqualTo(area, within(0.01));
        double[] x = problem.inputs().values();
        double[] masked = new double[x.length];
        Arrays.setAll(masked, i -> map[i] * x[i]);
        double lost = 1 - problem.at(masked).values()[0] / problem.values()[0];
        assertThat(lost * lost).isLessThan(Double.parseDouble(tolerance));
    }

    /** {@return the area of a map's false cells and of some of its true ones} */
    private static double rocAuc(double[] map, IntPredicate ofTrueCells) {
        int[] cells = IntStream.range(0, map.length)
                .filter(i -> !SquaresOfCells.isTrue(i) || ofTrueCells.test(i))
                .toArray();
        boolean[] truth = new boolean[cells.length];
        for (int i = 0; i < cells.length; i++) {
            truth[i] = SquaresOfCells.isTrue(cells[i]);
        }
        return Localization.of(IntStream.of(cells).mapToDouble(i -> map[i]).toArray(), truth)
                .rocAuc();
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTREMAL, BLUR, BASELINE})
    void map_ofASeries_isTheSameBitForBitWithAnyCompanions(String method) {
        Inputs all = SquaresOfCells.series(4, STEPS, 15, STEPS, 12);
        double[] together = map(method, RARE_TIME.problem(all, 3, "a", "b", "c", "d"));
        String[] ids = {"a", "b", "c", "d"};
        for (int b = 0; b < ids.length; b++) {
            Inputs alone = new Inputs(
                    Arrays.copyOfRange(all.values(), all.offset(b), all.offset(b) + all.cells(b)),
                    new int[] {all.lengths()[b]},
                    all.lengths()[b],
                    FEATURES);
            double[] map = map(method, RARE_TIME.problem(alone, 3, ids[b]));
            assertThat(Arrays.copyOf(part(all, b, together), all.cells(b))).containsExactly(map);
            assertThat(Arrays.stream(map).distinct().count()).isGreaterThan(1);
        }
    }

    @Test
    void map_ofManySeries_isThatOfFewPasses() {
        int count = 12;
        int[] lengths = new int[count];
        Arrays.fill(lengths, STEPS);
        Inputs all = SquaresOfCells.series(4, lengths);
        String[] ids = new String[count];
        Arrays.setAll(ids, Integer::toString);
        String method = "extremal-mask iterations=5 restarts=60"; // 60 * 12 * 120 cells do not fit into a pass
        double[] together = map(method, RARE_TIME.problem(all, 3, ids));
        Inputs last = new Inputs(part(all, count - 1, all.values()), new int[] {STEPS}, STEPS, FEATURES);
        assertThat(part(all, count - 1, together))
                .containsExactly(map(method, RARE_TIME.problem(last, 3, ids[count - 1])));
    }

    @Test
    void map_ofExtremalMask_dependsOnTheSeedAndTheId_ofDynamaskOnNeither() {
        Inputs inputs = SquaresOfCells.series(4, STEPS);
        double[] map = map(EXTREMAL, RARE_TIME.problem(inputs, 3, "a"));
        assertThat(map(EXTREMAL, RARE_TIME.problem(inputs, 3, "a"))).containsExactly(map);
        assertThat(map(EXTREMAL, RARE_TIME.problem(inputs, 4, "a"))).isNotEqualTo(map);
        assertThat(map(EXTREMAL, RARE_TIME.problem(inputs, 3, "b"))).isNotEqualTo(map);
        assertThat(map(BLUR, RARE_TIME.problem(inputs, 3, "a")))
                .containsExactly(map(BLUR, RARE_TIME.problem(inputs, 4, "b")));
    }

    private static SeriesSet set(double factor) {
        Inputs inputs = SquaresOfCells.series(4, STEPS, 12);
        SeriesBuilder builder =
                SeriesSet.builder(Precision.DOUBLE, 2, STEPS, FEATURES).lengths(new int[] {STEPS, 12});
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < inputs.cells(b); i++) {
                builder.cell(b, i / FEATURES, i % FEATURES, factor * inputs.values()[inputs.offset(b) + i]);
            }
        }
        return builder.build();
    }

    private static SaliencyMaps explain(SquaresOfCells model, double factor, String method, Progress progress) {
        Explainer.Request request = new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 2, 0);
        return Explainer.explain(model, set(factor), method(method), request, progress);
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTREMAL, BLUR, BASELINE})
    void map_paddedCells_areAbsentAndOthersShares(String method) {
        SaliencyMaps maps = explain(RARE_TIME, 1, method, Progress.NONE);
        for (int t = 0; t < STEPS; t++) {
            assertThat(maps.value(0, t, 1)).isBetween(0.0, 1.0);
            assertThat(Double.isNaN(maps.value(1, t, 1))).isEqualTo(t >= 12);
        }
        assertThat(Attributions.doubts(maps)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTREMAL, "extremal-mask iterations=5 change=0", BLUR, BASELINE})
    void map_ofConstantModel_is0AndSaid(String method) {
        SaliencyMaps maps =
                explain(new SquaresOfCells(FEATURES, new double[STEPS * FEATURES]), 1, method, Progress.NONE);
        assertThat(Arrays.stream(maps.absolute(0)).sum()).isZero();
        assertThat(Attributions.doubts(maps))
                .singleElement()
                .asString()
                .startsWith(
                        "2 of 2 maps hold the same number in every cell, and do not say which cells matter, as no mask"
                                + " was found: all cells are 0 if the output stays as well without any of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTREMAL, BASELINE})
    void map_ofTinyOutputs_isLearned(String method) {
        double[] map = explain(RARE_TIME, 1e-4, method, Progress.NONE).absolute(0);
        assertThat(Arrays.stream(map).distinct().count()).isGreaterThan(1);
    }

    @Test
    void map_penaltyThatClosesTheMask_is0AndSaid() {
        SaliencyMaps maps =
                explain(RARE_TIME, 1, "extremal-mask iterations=300 rate=0.05 size=10000 change=0", Progress.NONE);
        assertThat(Attributions.doubts(maps)).singleElement().asString().startsWith("2 of 2 maps hold the same number");
    }

    @ParameterizedTest
    @ValueSource(strings = {EXTREMAL, BLUR})
    void explain_cancelled_endsDuringTheDescent(String method) {
        int[] checks = new int[1];
        Progress progress = new Progress() {
            @Override
            public void update(String activity, double share, String note) {}

            @Override
            public void check() {
                if (++checks[0] > 10) {
                    throw new CancellationException();
                }
            }
        };
        assertThatThrownBy(() -> explain(RARE_TIME, 1, method, progress)).isInstanceOf(CancellationException.class);
        assertThat(checks[0]).isEqualTo(11);
    }

    @Test
    void new_wrongOptions_areNamed() {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("extremal-mask iterations=0", "extremal-mask: iterations must be in 1..100000, but was 0");
        messages.put("extremal-mask rate=0", "extremal-mask: rate must be above 0 and at most 1000000, but was 0.0");
        messages.put("extremal-mask size=-1", "extremal-mask: size must be above 0 and at most 1000000, but was -1.0");
        messages.put("extremal-mask time=-1", "extremal-mask: time must be in 0..1000000, but was -1.0");
        messages.put(
                "extremal-mask size=2 change=1",
                "extremal-mask: change must be at least size (2.0), or 0 for the baseline as it is, but was 1.0");
        messages.put("extremal-mask noise=NaN", "extremal-mask: noise must be above 0 and at most 10, but was NaN");
        messages.put("extremal-mask trend=-1", "extremal-mask: trend must be at least 0, but was -1");
        messages.put("extremal-mask restarts=0", "extremal-mask: restarts must be in 1..1000, but was 0");
        messages.put("dynamask width=0", "dynamask: width must be at least 1 with perturbation=blur, but was 0");
        messages.put("dynamask area=1", "dynamask: area must be above 0 and below 1, but was 1.0");
        messages.put(
                "dynamask width=3 perturbation=baseline",
                "dynamask: width has an effect only with perturbation=blur or average; omit it");
        messages.put(
                "dynamask baseline=mean", "dynamask: baseline has an effect only with perturbation=baseline; omit it");
        messages.put("dynamask tolerance=0.2", "dynamask: tolerance has an effect only with areas above 1; omit it");
        messages.put("dynamask areas=0", "dynamask: areas must be in 1..1000, but was 0");
        messages.put("dynamask areas=2 tolerance=0", "dynamask: tolerance must be above 0 and at most 1, but was 0.0");
        messages.put("dynamask growth=0.5", "dynamask: growth must be in 1..1000000, but was 0.5");
        messages.forEach((method, message) ->
                assertThatThrownBy(() -> method(method)).as(method).hasMessage(message));
    }
}
