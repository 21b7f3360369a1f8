package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.text.CsvFile;
import io.unfade.math.Vectors;
import io.unfade.metric.FoldMean;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.validation.CrossValidationResult;
import io.unfade.validation.FoldResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * The result of a cross-validation as text, JSON and tables.
 *
 * @param result the result
 * @param set the series
 * @param names of the groups
 * @param holdout what was held out of the training series of a fold
 * @param noise in all trainings
 * @param comparison with simple classifiers; null if it was cancelled
 */
public record CrossValidationReport(
        CrossValidationResult result,
        SeriesSet set,
        GroupNames names,
        Holdout holdout,
        AdaptiveNoise noise,
        @Nullable BaselineComparison comparison) {

    /** {@return the complete text for people} */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(result.plan().describe(result.folds().size(), set.count()))
                .append('\n')
                .append(parts())
                .append("\n\n")
                .append(foldTable());
        Evaluation pooled = new Evaluation(result.pooled(), set.classNames(), set.count());
        Accuracy accuracy = accuracy();
        text.append(String.format(
                Locale.ROOT,
                "%nMean over the folds, with 95 %% intervals that allow for shared training series (Nadeau and Bengio):%n"
                        + "accuracy %s, balanced accuracy %s, log-loss %s%n%n"
                        + "All predictions together%s: accuracy %s, Wilson's%n%s%n%n",
                mean(result.accuracy()),
                mean(result.balancedAccuracy()),
                mean(result.logLoss()),
                result.plan().repeats() == 1
                        ? ""
                        : " (every series " + result.plan().repeats() + " times)",
                accuracy.text(),
                accuracy.chanceText()));
        notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        text.append(notes().isEmpty() ? "" : "\n").append(pooled.tables());
        return comparison == null
                ? text.toString()
                : text.toString().stripTrailing() + comparison.text(Double.NaN) + '\n';
    }

    private Accuracy accuracy() {
        return new Accuracy(result.pooledAccuracy(), result.chance());
    }

    private String parts() {
        IntSummaryStatistics trained = result.folds().stream()
                .mapToInt(fold -> fold.training().trained())
                .summaryStatistics();
        IntSummaryStatistics validated = result.folds().stream()
                .mapToInt(fold -> fold.training().validated())
                .summaryStatistics();
        IntSummaryStatistics tested = result.folds().stream()
                .mapToInt(fold -> fold.fold().tested().length)
                .summaryStatistics();
        String why = validated.getMax() == 0
                ? ""
                : ": " + Text.plain(100 * holdout.share()) + " % of those a fold learns from, "
                        + switch (String.valueOf(
                                result.folds().get(0).training().rule())) {
                            case "GROUP" -> "in whole groups";
                            case "RANDOM" -> "taken at random";
                            default -> "of every class alike";
                        };
        return "In each fold " + range(trained) + " series train, " + range(validated) + " validate" + why + ", and "
                + range(tested) + " are tested";
    }

    private static String range(IntSummaryStatistics counts) {
        return counts.getMin() == counts.getMax()
                ? Integer.toString(counts.getMin())
                : counts.getMin() + " to " + counts.getMax();
    }

    private static String mean(FoldMean mean) {
        return Text.number(mean.mean()) + " (" + Text.number(mean.low()) + " to " + Text.number(mean.high()) + ")";
    }

    private String foldTable() {
        Text.Table table = new Text.Table(
                "Held out", "Trained", "Validated", "Tested", "Epochs", "Accuracy", "Balanced", "Log-loss", "Seed");
        for (FoldResult fold : result.folds()) {
            String repeat = result.plan().repeats() == 1 || fold.fold().heldOut().length == 0
                    ? ""
                    : "repeat " + fold.fold().repeat() + ", ";
            table.row(
                    repeat + names.of(fold.fold()),
                    Integer.toString(fold.training().trained()),
                    Integer.toString(fold.training().validated()),
                    Integer.toString(fold.fold().tested().length),
                    Integer.toString(fold.training().epochs()),
                    Text.number(fold.scores().accuracy()),
                    Text.number(fold.scores().balancedAccuracy()),
                    Text.number(fold.scores().logLoss()),
                    Long.toString(fold.training().seed()));
        }
        return table.toString();
    }

    /** {@return caveats for the reader} */
    private List<String> notes() {
        List<String> single = result.folds().stream()
                .filter(fold -> fold.fold().repeat() == 1
                        && fold.scores().perClass().stream()
                                        .filter(scores -> scores.support() > 0)
                                        .count()
                                == 1)
                .map(fold -> names.of(fold.fold()))
                .toList();
        List<String> notes = new ArrayList<>(result.maps() == null ? List.of() : Attributions.doubts(result.maps()));
        double[] levels = result.folds().stream()
                .flatMapToDouble(fold -> Arrays.stream(fold.training().noiseLevels()))
                .toArray();
        notes.addAll(NoiseDoubts.of(levels, noise));
        if (!single.isEmpty()) {
            notes.add("series of only one class are in " + String.join("; ", single)
                    + ": a model may be right or wrong for all of them at once, so look at the predictions together");
        }
        return notes;
    }

    /** {@return the complete JSON for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", set.count());
        json.put("plan", result.plan().kind().key());
        json.put("repeats", result.plan().repeats());
        json.put("confidence", CrossValidationResult.CONFIDENCE);
        ObjectNode mean = json.putObject("mean");
        put(mean, "accuracy", result.accuracy());
        put(mean, "balancedAccuracy", result.balancedAccuracy());
        put(mean, "logLoss", result.logLoss());
        ObjectNode pooled = json.putObject("pooled");
        pooled.setAll(new Evaluation(result.pooled(), set.classNames(), set.count()).json());
        accuracy().addTo(pooled); // by the number of series, not of predictions
        json.set("baselines", comparison == null ? null : comparison.json(Double.NaN));
        ArrayNode folds = json.putArray("folds");
        result.folds().forEach(fold -> folds.add(json(fold)));
        ArrayNode notes = json.putArray("notes");
        notes().forEach(notes::add);
        return json;
    }

    private static void put(ObjectNode json, String key, FoldMean mean) {
        ObjectNode node = json.putObject(key);
        node.put("value", mean.mean());
        node.put("low", mean.low());
        node.put("high", mean.high());
        node.put("standardDeviation", mean.deviation());
        node.put("count", mean.folds());
    }

    private ObjectNode json(FoldResult fold) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        FoldResult.Training training = fold.training();
        Holdout.Rule rule = training.rule();
        node.put("name", fold.fold().name());
        node.put("repeat", fold.fold().repeat());
        node.put("fold", fold.fold().number());
        node.set("heldOutGroups", texts(names(fold.fold().heldOut())));
        node.put("seed", training.seed());
        node.put("trained", training.trained());
        node.put("validated", training.validated());
        node.put("tested", fold.fold().tested().length);
        node.put("split", rule == null ? null : rule.key());
        node.set("validationGroups", texts(names(training.validationGroups())));
        node.put("epochsRun", training.epochs());
        node.put("bestEpoch", training.bestEpoch());
        node.put("stopped", training.stop().reason());
        if (training.noiseLevels().length > 0) {
            ArrayNode levels = node.putArray("noiseLevels");
            Arrays.stream(training.noiseLevels()).forEach(levels::add);
        }
        node.put("accuracy", fold.scores().accuracy());
        node.put("balancedAccuracy", fold.scores().balancedAccuracy());
        node.put("logLoss", fold.scores().logLoss());
        return node;
    }

    private List<String> names(int[] groups) {
        return names.of(groups);
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** Writes one line per fold. */
    public void writeFolds(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "repeat",
                "fold",
                "held_out",
                "trained",
                "validated",
                "tested",
                "epochs",
                "accuracy",
                "balanced_accuracy",
                "log_loss",
                "seed"));
        for (FoldResult fold : result.folds()) {
            lines.add(List.of(
                    Integer.toString(fold.fold().repeat()),
                    Integer.toString(fold.fold().number()),
                    String.join(" ", names(fold.fold().heldOut())),
                    Integer.toString(fold.training().trained()),
                    Integer.toString(fold.training().validated()),
                    Integer.toString(fold.fold().tested().length),
                    Integer.toString(fold.training().epochs()),
                    CsvFile.written(fold.scores().accuracy()),
                    CsvFile.written(fold.scores().balancedAccuracy()),
                    CsvFile.written(fold.scores().logLoss()),
                    Long.toString(fold.training().seed())));
        }
        CsvFile.write(lines, file);
    }

    /** Writes one line per series and repetition, predicted by the model that had not seen it: the columns of {@code predict} and some more. */
    public void writePredictions(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("id", "predicted"));
        set.classNames().forEach(name -> header.add("p_" + name));
        header.addAll(List.of("label", "group", "repeat", "fold"));
        lines.add(header);
        int[] groups = set.groups().orElse(new int[0]);
        for (int repeat = 1; repeat <= result.plan().repeats(); repeat++) {
            int[] foldOf = foldOf(repeat);
            double[][] probabilities = result.probabilities(repeat);
            for (int i = 0; i < set.count(); i++) {
                List<String> line = new ArrayList<>(
                        List.of(set.ids().get(i), set.classNames().get(Vectors.argMax(probabilities[i]))));
                for (double probability : probabilities[i]) {
                    line.add(Double.toString(probability));
                }
                line.addAll(List.of(
                        set.classNames().get(set.label(i)),
                        groups.length == 0 ? "" : names.of(groups[i]),
                        Integer.toString(repeat),
                        Integer.toString(foldOf[i])));
                lines.add(line);
            }
        }
        CsvFile.write(lines, file);
    }

    private int[] foldOf(int repeat) {
        int[] foldOf = new int[set.count()];
        for (FoldResult fold : result.folds()) {
            if (fold.fold().repeat() == repeat) {
                for (int i : fold.fold().tested()) {
                    foldOf[i] = fold.fold().number();
                }
            }
        }
        return foldOf;
    }
}
