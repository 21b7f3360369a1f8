package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Results of {@code evaluate} and {@code diagnose}, and the agreement of every command's text and JSON. */
class ResultsTest {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.-])-?\\d+\\.\\d+(e[+-]\\d+)?");

    @TempDir
    static Path folder;

    private static SeriesSet set;

    @BeforeAll
    static void makeModel() throws IOException {
        set = Cli.series().toBuilder()
                .lengths(Cli.lengths())
                .reference(Cli.reference())
                .build();
        Path data = Cli.write(folder.resolve("data.npz"), set);
        Path model = Cli.train(data, folder.resolve("m"), "--learning-rate", "0.01");
        Cli.succeed("explain", "--model", model, "--data", data, "--out", folder.resolve("maps.npz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info @data.npz",
                "train --data @data.npz --out @new --overwrite --epochs 2 --hidden 4 --hops 2",
                "evaluate --model @m --data @data.npz",
                "cross-validate --data @data.npz --folds 3 --epochs 2 --hidden 4 --hops 2",
                "explain --model @m --data @data.npz --out @s.npz",
                "score --saliency @maps.npz --data @data.npz",
                "diagnose --model @m --data @data.npz"
            })
    void text_everyNumber_isInTheJson(String command) {
        Object[] arguments = Stream.of(command.split(" "))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray();
        Set<String> known = new LinkedHashSet<>();
        collect(Cli.succeed(List.of(arguments), "--json").json(), known);
        String text = Cli.succeed(arguments).out().replaceAll("(?m)^Rule: .*$|0\\.5 is chance|0\\.8 at most", "");
        List<String> numbers =
                NUMBER.matcher(text).results().map(match -> match.group()).toList();
        assertThat(numbers).isNotEmpty();
        assertThat(known).containsAll(numbers);
    }

    /** Adds every number as text may show it: plain, as a percentage, and with an exponent. */
    private static void collect(JsonNode node, Set<String> to) {
        if (node.isNumber()) {
            double value = node.asDouble();
            to.add(String.format(Locale.ROOT, "%.4f", value));
            to.add(String.format(Locale.ROOT, "%.1f", 100 * value));
            to.add(String.format(Locale.ROOT, "%.3e", value));
        }
        node.forEach(child -> collect(child, to));
    }

    @Test
    void evaluate_labelledSeries_measuresFollowFromConfusion() {
        JsonNode json = evaluate(folder.resolve("data.npz"));
        JsonNode confusion = json.path("confusion");
        int right =
                confusion.path(0).path(0).asInt() + confusion.path(1).path(1).asInt();
        double firstRecall = confusion.path(0).path(0).asInt() / 20.0;
        double secondRecall = confusion.path(1).path(1).asInt() / 20.0;
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        assertThat(json.path("accuracy").asDouble()).isCloseTo(right / 40.0, within(1e-12));
        assertThat(json.path("balancedAccuracy").asDouble()).isCloseTo((firstRecall + secondRecall) / 2, within(1e-12));
        assertThat(json.path("logLoss").asDouble()).isPositive();
        assertThat(json.path("classes").path(0).path("name").asText()).isEqualTo("rest");
        assertThat(json.path("classes").path(1).path("recall").asDouble()).isCloseTo(secondRecall, within(1e-12));
        assertThat(json.path("classes").path(1).path("support").asInt()).isEqualTo(20);
    }

    @Test
    void evaluate_labelledSeries_comparesWithChance() {
        JsonNode json = evaluate(folder.resolve("data.npz"));
        double accuracy = json.path("accuracy").asDouble();
        JsonNode interval = json.path("accuracyInterval");
        assertThat(interval.path("confidence").asDouble()).isEqualTo(0.95);
        assertThat(interval.path("low").asDouble()).isLessThan(accuracy);
        assertThat(interval.path("high").asDouble()).isGreaterThan(accuracy);
        assertThat(json.path("chance").path("largestClass").asDouble()).isEqualTo(0.5);
        assertThat(json.path("chance").path("uniform").asDouble()).isEqualTo(0.5);
        assertThat(json.path("aboveChance").asBoolean())
                .isEqualTo(interval.path("low").asDouble() > 0.5);
        String text = Cli.succeed("evaluate", "--model", folder.resolve("m"), "--data", folder.resolve("data.npz"))
                .out();
        assertThat(text).contains("95 % interval", "Chance: 0.5000 (always the largest class");
    }

    @Test
    void evaluate_oneSeries_isNotDistinguishableFromChance() {
        String text = Cli.succeed(
                        "evaluate",
                        "--model",
                        folder.resolve("m"),
                        "--data",
                        folder.resolve("data.npz"),
                        "--series",
                        "0:4")
                .out();
        assertThat(text).contains("the accuracy is not distinguishable from chance");
    }

    @Test
    void evaluate_classesInAnotherOrder_meansTheSame() throws IOException {
        int[] labels = new int[Cli.SERIES];
        Arrays.setAll(labels, i -> 1 - set.label(i));
        Path other = Cli.write(
                folder.resolve("other-order.npz"),
                set.toBuilder().labels(labels, List.of("move", "rest")).build());
        JsonNode found = evaluate(other);
        JsonNode expected = evaluate(folder.resolve("data.npz"));
        assertThat(found.path("confusion")).isNotEmpty().isEqualTo(expected.path("confusion"));
        assertThat(found.path("logLoss")).isEqualTo(expected.path("logLoss"));
    }

    @Test
    void diagnose_model_sharesSumToOne() {
        JsonNode json = Cli.succeed(
                        "diagnose",
                        "--model",
                        folder.resolve("m"),
                        "--data",
                        folder.resolve("data.npz"),
                        "--jacobian-series",
                        "3",
                        "--json")
                .json();
        assertThat(json.path("verdict").asText()).isIn("fades", "weakens", "keeps");
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        assertThat(json.path("hiddenStateJacobian").path("series").asInt()).isEqualTo(3);
        assertThat(sum(json.path("saliencyShareByTenth"))).isCloseTo(1, within(1e-9));
        assertThat(json.path("saliencyShareByTenth")).hasSize(10);
        assertThat(sum(json.path("saliencyShareByRelativeTime"))).isCloseTo(1, within(1e-9));
        // the Jacobian of the last hidden state with respect to itself is the identity
        assertThat(json.path("hiddenStateJacobian")
                        .path("spectralNormByStepsBeforeEnd")
                        .path(0)
                        .asDouble())
                .isCloseTo(1, within(1e-9));
    }

    private static JsonNode evaluate(Path data) {
        return Cli.succeed("evaluate", "--model", folder.resolve("m"), "--data", data, "--json")
                .json();
    }

    private static double sum(JsonNode array) {
        double sum = 0;
        for (JsonNode value : array) {
            sum += value.asDouble();
        }
        return sum;
    }
}
