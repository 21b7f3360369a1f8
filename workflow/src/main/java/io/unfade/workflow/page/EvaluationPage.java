package io.unfade.workflow.page;

import io.unfade.metric.Calibration;
import io.unfade.metric.Classification;
import io.unfade.metric.Proportion;
import io.unfade.metric.Ranking;
import io.unfade.metric.RankingIntervals;
import io.unfade.metric.Threshold;
import io.unfade.model.Model;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.workflow.result.Accuracy;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.PredictionQuality;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The report of {@code unfade evaluate}: how often the model is right, what simple classifiers reach, and what its
 * probabilities are worth.
 *
 * @param model the evaluated model
 * @param evaluation of its predictions
 * @param quality of its probabilities
 * @param comparison with simple classifiers; null if their training series are unknown
 * @param doubts what speaks against the model
 * @param dataName name of the series
 */
public record EvaluationPage(
        Model model,
        Evaluation evaluation,
        PredictionQuality quality,
        @Nullable BaselineComparison comparison,
        List<String> doubts,
        String dataName) {
    private static final double CONFIDENCE = 0.95;

    private static final String INTERVAL =
            "95 % interval of the area, by the bootstrap over series. An area of 1 has an"
                    + " interval without width, since series that were not there cannot be drawn.";

    /** The end of axes of shares; a little more than 1, so that points at 1 are seen whole. */
    private static final double TOP = 1.05;

    /** {@return the page} */
    public ReportPage page() {
        List<Section> sections = new ArrayList<>();
        if (comparison != null) {
            sections.add(compared(comparison));
        }
        sections.add(new Section("Right and wrong", "", List.of(confusion(), classes())));
        sections.add(ranked());
        sections.add(calibrated());
        sections.add(new Section(
                "The model",
                "",
                List.of(ModelCards.of("Model", model, evaluation.scores().accuracy()))));
        return new ReportPage(
                "How well the model classifies " + dataName, summary(), cards(), sections, "unfade evaluate");
    }

    private String summary() {
        String simple = comparison == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " The best of the simple classifiers (%s) is right on %s.",
                        comparison.best().title(),
                        Text.percent(comparison.accuracy(comparison.best().right())));
        return DoubtCards.summary(doubts)
                + String.format(
                        Locale.ROOT,
                        "The model classifies %.1f %% of %d series correctly, which is %s.%s",
                        100 * evaluation.scores().accuracy(),
                        evaluation.series(),
                        evaluation.accuracy().verdict(),
                        simple);
    }

    private List<ResultCard> cards() {
        Accuracy accuracy = evaluation.accuracy();
        List<ResultCard> cards = new ArrayList<>();
        cards.add(new ResultCard(
                "Accuracy",
                Text.percent(accuracy.proportion().share()),
                "share classified correctly, 95 % interval " + accuracy.percentInterval() + "; the largest class is "
                        + Text.percent(accuracy.chance().largestClass())));
        cards.addAll(DoubtCards.of(doubts));
        cards.add(new ResultCard(
                "Balanced accuracy",
                Text.percent(quality.balanced().mean()),
                String.format(
                        Locale.ROOT,
                        "mean recall of the classes, 95 %% bootstrap interval %.1f to %.1f %%; guessing reaches %s",
                        100 * quality.balanced().low(),
                        100 * quality.balanced().high(),
                        Text.percent(accuracy.chance().uniform()))));
        cards.add(new ResultCard(
                "Expected calibration error",
                Text.percent(quality.calibration().expectedError()),
                "how far confidence and accuracy are apart; 0 is best"));
        cards.add(new ResultCard(
                "Brier score",
                Text.number(quality.calibration().brier()),
                "squared error of the probabilities; 0 is best"));
        cards.add(new ResultCard(
                "Log-loss",
                Text.number(evaluation.scores().logLoss()),
                "nats; equal probabilities have "
                        + Text.number(Math.log(evaluation.classNames().size()))));
        return cards;
    }

    private static Section compared(BaselineComparison comparison) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row(comparison, "the model", comparison.accuracy(comparison.right()), Double.NaN));
        rows.add(row(comparison, "chance, any class alike", comparison.chance(), comparison.chanceProbability()));
        comparison
                .rows()
                .forEach(row ->
                        rows.add(row(comparison, row.title(), comparison.accuracy(row.right()), row.probability())));
        Table table = new Table(
                "Accuracy on the same series",
                List.of(
                        Table.Column.text("Classifier", ""),
                        Table.Column.number("Accuracy", "", 4, ""),
                        Table.Column.number("From", "", 4, "Lower end of Wilson's 95 % interval."),
                        Table.Column.number("To", "", 4, "Upper end."),
                        Table.Column.number(
                                "p",
                                "",
                                4,
                                "Probability that a model no better than this classifier would be ahead as far, or further, by"
                                        + " luck; exact, one-sided. Up to 0.05 the model counts as better.")),
                rows);
        return new Section(
                "Does it take a network?",
                "Simple classifiers that learnt from the same training series. If one of them does as well, what the maps of"
                        + " the model show is not what it takes to tell the classes apart."
                        + (comparison.averages() ? " They see only the mean of each feature over time." : ""),
                List.of(table));
    }

    private static List<Object> row(BaselineComparison comparison, String name, double accuracy, double p) {
        boolean judged = !Double.isNaN(accuracy) && !name.startsWith("chance");
        Proportion interval = judged ? Proportion.of(accuracy, comparison.series(), CONFIDENCE) : null;
        return List.of(
                name,
                accuracy,
                interval == null ? Double.NaN : interval.low(),
                interval == null ? Double.NaN : interval.high(),
                p);
    }

    private FigureBlock confusion() {
        long[][] counts = Arrays.stream(evaluation.scores().confusion())
                .map(row -> Arrays.stream(row).asLongStream().toArray())
                .toArray(long[][]::new);
        return FigureBlock.of(
                "Number of series by true and predicted class.",
                ConfusionFigure.of("Confusion matrix", evaluation.classNames(), counts));
    }

    private Table classes() {
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            Classification.ClassScores one = evaluation.scores().perClass().get(k);
            Ranking ranking = quality.rankings().get(k);
            RankingIntervals intervals = quality.intervals().get(k);
            rows.add(List.of(
                    evaluation.classNames().get(k),
                    one.precision(),
                    one.recall(),
                    one.f1(),
                    ranking.rocAuc(),
                    intervals.rocAuc().low(),
                    intervals.rocAuc().high(),
                    ranking.averagePrecision(),
                    intervals.averagePrecision().low(),
                    intervals.averagePrecision().high(),
                    one.support()));
        }
        return new Table(
                "Each class",
                List.of(
                        Table.Column.text("Class", ""),
                        Table.Column.number("Precision", "", 4, ""),
                        Table.Column.number("Recall", "", 4, ""),
                        Table.Column.number("F1", "", 4, ""),
                        Table.Column.number("ROC AUC", "", 4, "Of the class against all others; 0.5 for guessing."),
                        Table.Column.number("AUC from", "", 4, INTERVAL),
                        Table.Column.number("AUC to", "", 4, ""),
                        Table.Column.number(
                                "Average precision", "", 4, "Likewise; the share of the class for guessing."),
                        Table.Column.number("Average precision from", "", 4, ""),
                        Table.Column.number("Average precision to", "", 4, ""),
                        Table.Column.number("Series", "", 0, "")),
                rows);
    }

    private Section ranked() {
        int[] shown = IntStream.range(0, quality.rankings().size())
                .filter(k -> !Double.isNaN(quality.rankings().get(k).rocAuc()))
                .limit(SeriesStyle.DISTINCT - 1) // one style is that of guessing
                .toArray();
        List<PageBlock> blocks = new ArrayList<>();
        if (shown.length > 0) {
            List<LineFigure.Line> roc = new ArrayList<>(lines(shown, 0, Ranking::falsePositiveRate, Ranking::recall));
            roc.add(LineFigure.Line.of("guessing", new double[] {0, 1}, new double[] {0, 1}));
            blocks.add(FigureBlock.of(
                    "Each class against all others, by the probability of the class, from the most probable series down.",
                    LineFigure.of("ROC curves", "false positive rate", "recall (true positive rate)", roc)
                            .withRange(0, TOP),
                    LineFigure.of(
                                    "Precision and recall",
                                    "recall",
                                    "precision",
                                    lines(shown, 1, Ranking::recall, Ranking::precision))
                            .withRange(0, TOP)));
        }
        if (shown.length < quality.rankings().size()) {
            blocks.add(new Paragraph(shown.length + " of " + quality.rankings().size()
                    + " classes are shown: the first that have series, and not all of them."));
        }
        blocks.add(thresholds(
                "Thresholds of the largest F1",
                "F1",
                "Series count as of the class if its probability is at least this. It was chosen by these very series, so the"
                        + " numbers after it are too good; choose on other series than those that judge.",
                Threshold::ofLargestF1));
        blocks.add(thresholds(
                "Thresholds of the largest Youden's index",
                "Youden's index",
                "Likewise. The index is recall less false positive rate.",
                Threshold::ofLargestYouden));
        return new Section("How well the probabilities rank the series", "", blocks);
    }

    private PageBlock thresholds(
            String caption, String measure, String why, Function<Ranking, Optional<Threshold>> of) {
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < evaluation.classNames().size(); k++) {
            List<Object> row = new ArrayList<>(List.of(evaluation.classNames().get(k)));
            row.addAll(entries(of.apply(quality.rankings().get(k))));
            rows.add(row);
        }
        return new Table(
                caption,
                List.of(
                        Table.Column.text("Class", ""),
                        Table.Column.number("Threshold", "", 4, why),
                        Table.Column.number(measure, "", 4, ""),
                        Table.Column.number("Precision", "", 4, ""),
                        Table.Column.number("Recall", "", 4, "")),
                rows);
    }

    private static List<Double> entries(Optional<Threshold> threshold) {
        return threshold
                .map(found -> List.of(found.value(), found.measure(), found.precision(), found.recall()))
                .orElseGet(() -> Collections.nCopies(4, Double.NaN));
    }

    private List<LineFigure.Line> lines(
            int[] shown, int first, Function<Ranking, double[]> x, Function<Ranking, double[]> y) {
        return Arrays.stream(shown)
                .mapToObj(k -> {
                    Ranking ranking = quality.rankings().get(k);
                    return LineFigure.Line.of(
                            "class " + evaluation.classNames().get(k),
                            from(first, x.apply(ranking)),
                            from(first, y.apply(ranking)));
                })
                .toList();
    }

    private static double[] from(int first, double[] values) {
        return Arrays.copyOfRange(values, first, values.length);
    }

    private Section calibrated() {
        List<Calibration.Bin> bins = quality.calibration().bins();
        double[] low = new double[bins.size()];
        double[] high = new double[bins.size()];
        for (int i = 0; i < low.length; i++) {
            Proportion interval =
                    Proportion.of(bins.get(i).accuracy(), bins.get(i).count(), CONFIDENCE);
            low[i] = interval.low();
            high[i] = interval.high();
        }
        LineFigure.Line found = LineFigure.Line.of(
                        "the model",
                        bins.stream().mapToDouble(Calibration.Bin::confidence).toArray(),
                        bins.stream().mapToDouble(Calibration.Bin::accuracy).toArray())
                .withIntervals(low, high);
        LineFigure.Line ideal = LineFigure.Line.of("calibrated", new double[] {0, 1}, new double[] {0, 1});
        Table table = new Table(
                "Predictions by confidence",
                List.of(
                        Table.Column.text("Mean confidence", ""),
                        Table.Column.number("Accuracy", "", 4, ""),
                        Table.Column.number("Series", "", 0, "")),
                bins.stream()
                        .map(bin -> List.<Object>of(Text.number(bin.confidence()), bin.accuracy(), bin.count()))
                        .toList());
        return new Section(
                "Do the probabilities mean what they say?",
                "Confidence is the probability of the predicted class, in 15 bins of equal width. Of the predictions made with"
                        + " 80 % confidence 80 % should be right; below the line the model is too sure of itself.",
                List.of(
                        FigureBlock.of(
                                "Accuracy by confidence, with Wilson's 95 % intervals.",
                                LineFigure.of("Reliability", "mean confidence", "accuracy", List.of(found, ideal))
                                        .withRange(0, TOP)
                                        .withBands("95 % interval")),
                        table));
    }
}
