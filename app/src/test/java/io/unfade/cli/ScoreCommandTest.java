package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Localization;
import io.unfade.metric.MapMeasure;
import io.unfade.metric.PrecisionRecall;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@code unfade score}: maps against known cells. */
class ScoreCommandTest {
    private static final double ROUNDING = 1e-12;

    @TempDir
    static Path folder;

    @TempDir
    Path own;

    private static SeriesSet set;
    private static Path data;
    private static Path model;

    @BeforeAll
    static void trainModel() throws IOException {
        ExplainedSeries made = ExplainedSeries.in(folder);
        set = made.set();
        data = made.data();
        model = made.model();
    }

    @Test
    void score_mapsOfOtherSeries_areRefusedByTheirIds() throws IOException {
        Path maps = own.resolve("first.npz");
        Cli.succeed("explain", "--model", model, "--data", data, "--out", maps, "--series", "0:12");

        Cli.Outcome outcome = Cli.run("score", "--saliency", maps, "--data", data, "--series", "12:24");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("series 0 is '0' in the saliency, but '12' in the data");
    }

    @Test
    void score_mapsOfKnownCells_equalsMeasuresOfTheSameArrays() throws IOException {
        Path maps = ExplainedSeries.explain(model, data, own.resolve("s.npz"), "--target", "label");
        JsonNode json = Cli.succeed("score", "--saliency", maps, "--data", data, "--json")
                .json();
        double[] saliency = ExplainedSeries.saliency(maps);
        double sum = 0;
        for (int i = 0; i < Cli.SERIES; i++) {
            Localization expected = scores(saliency, i).cells();
            PrecisionRecall shares = scores(saliency, i).shares();
            JsonNode found = json.path("perSeries").path(i);
            assertThat(found.path("weightedJaccard").asDouble())
                    .isCloseTo(expected.weightedJaccard(), within(ROUNDING));
            assertThat(found.path("jaccard").asDouble()).isCloseTo(expected.jaccard(), within(ROUNDING));
            assertThat(found.path("euclidean").asDouble()).isCloseTo(expected.euclidean(), within(ROUNDING));
            assertThat(found.path("enrichment").asDouble()).isCloseTo(expected.enrichment(), within(ROUNDING));
            assertThat(found.path("rocAuc").asDouble()).isCloseTo(expected.rocAuc(), within(ROUNDING));
            assertThat(found.path("averagePrecision").asDouble())
                    .isCloseTo(expected.averagePrecision(), within(ROUNDING));
            assertThat(found.path("aup").asDouble()).isCloseTo(shares.aup(), within(ROUNDING));
            assertThat(found.path("aur").asDouble()).isCloseTo(shares.aur(), within(ROUNDING));
            assertThat(found.path("aupr").asDouble()).isCloseTo(shares.aupr(), within(ROUNDING));
            sum += expected.rocAuc();
        }
        JsonNode mean = json.path("mean").path("rocAuc");
        assertThat(mean.path("value").asDouble()).isCloseTo(sum / Cli.SERIES, within(ROUNDING));
        assertThat(mean.path("low").asDouble()).isLessThan(mean.path("value").asDouble());
        assertThat(mean.path("high").asDouble())
                .isGreaterThan(mean.path("value").asDouble());
        assertThat(json.path("method").asText()).isEqualTo("gradient");
    }

    @Test
    void score_afterExplain_saysTheSameMeans() {
        JsonNode explained = Cli.succeed(
                        "explain", "--model", model, "--data", data, "--out", own.resolve("s.npz"), "--json")
                .json();
        JsonNode scored = Cli.succeed("score", "--saliency", own.resolve("s.npz"), "--data", data, "--json")
                .json();
        assertThat(scored.path("mean")).isNotEmpty().isEqualTo(explained.path("scores"));
    }

    private static MapMeasure.OfMap scores(double[] saliency, int series) {
        int cells = set.length(series) * Cli.FEATURES;
        int from = series * Cli.STEPS * Cli.FEATURES;
        double[] absolute = new double[cells];
        boolean[] reference = new boolean[cells];
        for (int cell = 0; cell < cells; cell++) {
            absolute[cell] = Math.abs(saliency[from + cell]);
            reference[cell] = Cli.reference()[from + cell] == 1;
        }
        return new MapMeasure.OfMap(
                Localization.of(absolute, reference), PrecisionRecall.of(absolute, reference), Double.NaN);
    }

    @Test
    void score_otherFileThanExplained_isNoted() throws IOException {
        Path first = Cli.write(
                folder.resolve("one.npz"),
                Cli.series().toBuilder().reference(Cli.reference()).build());
        Path model = Cli.train(first, folder.resolve("scored"));
        Path maps = folder.resolve("scored.npz");
        Cli.succeed("explain", "--model", model, "--data", first, "--out", maps);
        assertThat(Cli.succeed("score", "--saliency", maps, "--data", first).err())
                .isEmpty();
        int[] turned = new int[Cli.SERIES];
        Arrays.setAll(turned, i -> Cli.SERIES - 1 - i);
        Path second = Cli.write(
                folder.resolve("two.npz"),
                Cli.series().toBuilder().reference(Cli.reference()).build().select(turned));
        Cli.Outcome others = Cli.run("score", "--saliency", maps, "--data", second);
        assertThat(others.code()).isEqualTo(2);
        assertThat(others.err()).contains("series 0 is '0' in the saliency, but '" + turned[0] + "' in the data");
        Path third = Cli.write(
                folder.resolve("three.npz"),
                Cli.series().toBuilder()
                        .reference(Cli.reference())
                        .groups(new int[Cli.SERIES])
                        .build());
        assertThat(Cli.succeed("score", "--saliency", maps, "--data", third).err())
                .contains("made from another file");
    }

    @Test
    void score_emptyReference_isRefused() throws IOException {
        byte[] nothing = new byte[Cli.SERIES * Cli.STEPS * Cli.FEATURES];
        Path file = Cli.write(
                folder.resolve("none.npz"),
                Cli.series().toBuilder().reference(nothing).build());
        Path model = Cli.train(file, folder.resolve("unscored"));
        Path maps = folder.resolve("unscored.npz");
        Cli.succeed("explain", "--model", model, "--data", file, "--out", maps);
        Cli.Outcome outcome = Cli.run("score", "--saliency", maps, "--data", file);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no series has an informative cell");
    }
}
