package io.unfade.experiments.field;

import io.unfade.experiments.field.FieldOutcome.Run;
import io.unfade.experiments.field.measure.FieldMeasure;
import io.unfade.experiments.study.StudyPage;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The content of the report on the benchmarks. */
final class BenchmarksPage implements StudyPage {
    private final FieldOutcome outcome;
    private final PublishedScores published;
    private final GoalTable goals;
    private final ReproducedTable reproduced;
    private final LeagueTable league;

    /** Takes the results, and what they are compared with. */
    BenchmarksPage(FieldOutcome outcome, PublishedScores published, Goals goals) {
        this.outcome = outcome;
        this.published = published;
        this.goals = new GoalTable(outcome, published, goals.attempts(outcome));
        reproduced = new ReproducedTable(outcome, published);
        league = new LeagueTable(outcome);
    }

    @Override
    public String title() {
        return "Explanation benchmarks of the field";
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "%d methods on %d data sets with known decisive cells. %s%d of the %d goals are reached, each group by one "
                        + "method on one model. Of %d published numbers of methods that also ran here on the same kind of "
                        + "model, %d are met.",
                outcome.methods().size(),
                outcome.data().size(),
                league.best()
                        .map(best -> String.format(
                                Locale.ROOT,
                                "On the field's models, %s ranks cells better than %.0f %% of the other methods, on average. ",
                                best.method(),
                                100 * best.beaten()))
                        .orElse(""),
                goals.reached(),
                goals.count(),
                reproduced.count(),
                reproduced.met());
    }

    @Override
    public List<ResultCard> cards() {
        List<ResultCard> cards = new ArrayList<>();
        league.best()
                .ifPresent(best -> cards.add(new ResultCard(
                        "Best by rank",
                        best.method(),
                        String.format(
                                Locale.ROOT,
                                "beats %.0f %% of the other methods on the field's models",
                                100 * best.beaten()))));
        cards.add(new ResultCard(
                "Goals reached", goals.reached() + " of " + goals.count(), "one method and model for each group"));
        cards.add(new ResultCard(
                "Published numbers met",
                reproduced.met() + " of " + reproduced.count(),
                "same method, same kind of model, each number once"));
        return cards;
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new ChoiceTable(outcome, this::main).section());
        sections.add(best());
        sections.add(league.section());
        sections.add(goals.section());
        sections.add(reading());
        outcome.data().forEach(data -> sections.add(new DataTables(outcome, published, data).section()));
        sections.add(reproduced.section());
        return sections;
    }

    private static Section reading() {
        String marks = Arrays.stream(PublishedScores.Mark.values())
                .map(mark -> "[" + mark.key() + "] " + mark.meaning())
                .collect(Collectors.joining(", "));
        List<PageBlock> blocks = List.of(
                new Paragraph(
                        "ROC AUC and average precision ask which cells come first, and come first here. Measures of each series are "
                                + "means over those in which a cell decides. AUP and AUR are areas "
                                + "over thresholds of the score: they also ask how large scores are, and calibration alone, which never "
                                + "changes which cells come first, moves them from least to most. Publications pair a threshold with the "
                                + "point of the curve at it (C) or with the next (S). Information and entropy are of the decisive cells "
                                + "only, so a map that marks everything has the most: read them beside precision. They are compared for one "
                                + "series, since publications add over other numbers of series."),
                new Paragraph(
                        "Of all cells: the cells of all series in one ranking, each series rescaled to 0..1 first. At the map's "
                                + "own threshold: the cells above the least score where most cells have that, else Otsu's threshold. "
                                + "Signed: as published for the data sets with those measures, cells that speak against the class come "
                                + "last."),
                new Paragraph(
                        "CPD and CPP: how far predictions move while the first, or the last, cells of a map are replaced; "
                                + "they depend on what cells are replaced with, and on how many. AOPCR: how far the logit of the class "
                                + "falls while the first steps are cut out, beyond random order, in units of each model's logit. NDCG@n: "
                                + "how early in the ranking the n decisive steps come."),
                new Paragraph(
                        "The field's models are the white boxes and the recurrent models of publications. No published number "
                                + "here is of the bidirectional LSTM. Controls look at no model: random, the time profile, the size "
                                + "of the input, and the differences of classes. Where one of them is near the best, a data set "
                                + "does not show that a map explains a model. They reach no goal and are never the best."),
                new Paragraph(
                        "The options of the two masks were chosen by the scores of ten series or so of the first seed of rare "
                                + "times and of switching features, which are scored here, too. Published NDCG and AOPCR of web "
                                + "traffic are over all series, those without a change with an NDCG of 1, and of the predicted "
                                + "class; ours are over the series with a change, and of their own class."),
                new Paragraph("Marks of published numbers: " + marks + "."));
        return new Section("How to read the numbers", "", blocks);
    }

    private Section best() {
        List<String> data = outcome.data();
        List<Dot> ofField = new ArrayList<>();
        List<Dot> ofOurs = new ArrayList<>();
        List<Dot> ofControls = new ArrayList<>();
        for (String each : data) {
            FieldMeasure main = main(each);
            double theirs = published.best(each, main.key(), true);
            ofField.add(dot(each, main, run -> !run.isControl() && run.model().ofField())
                    .withPublished(theirs));
            ofOurs.add(dot(each, main, run -> !run.isControl() && !run.model().ofField()));
            ofControls.add(dot(each, main, Run::isControl));
        }
        String measures = data.stream()
                .map(each -> each + ": " + main(each).column().title())
                .collect(Collectors.joining("; "));
        return new Section(
                "Best on each data set",
                "",
                List.of(FigureBlock.of(
                        "The best method by the measure of rank that was published, else by ROC AUC; hollow: the best published "
                                + "number. " + measures + ".",
                        CategoryFigure.dots(
                                "Best of all methods",
                                "data set",
                                "measure of rank (no unit)",
                                data,
                                List.of(
                                        new CategoryFigure.Series("the field's models", ofField),
                                        new CategoryFigure.Series("our models", ofOurs),
                                        new CategoryFigure.Series("controls, any model", ofControls))))));
    }

    private FieldMeasure main(String data) {
        return new DataTables(outcome, published, data).main();
    }

    private Dot dot(String data, FieldMeasure measure, Predicate<Run> which) {
        return outcome.best(data, measure.key(), true, which)
                .map(run -> outcome.estimate(run, measure.key()))
                .map(estimate -> Dot.of(estimate.mean()).withInterval(estimate.low(), estimate.high()))
                .orElse(Dot.none());
    }
}
