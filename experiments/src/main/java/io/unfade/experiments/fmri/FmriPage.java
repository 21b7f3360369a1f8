package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.experiments.fmri.Compared.Side;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.metric.Estimate;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The content of the report on brain activity. */
final class FmriPage implements StudyPage {
    private static final double FIRST = FmriTable.FRACTIONS[0];
    private static final double LAST = FmriTable.FRACTIONS[FmriTable.FRACTIONS.length - 1];

    private final FmriRuns runs;
    private final Summary summary;
    private final FmriFigures figures;
    private final FmriMaps maps;
    private final Compared compared;
    private final String plain;
    private final String attentive;

    FmriPage(FmriRuns runs, Map<String, JsonNode> records, ResultTable results, Summary summary) {
        this.runs = runs;
        this.summary = summary;
        figures = new FmriFigures(runs, summary);
        maps = new FmriMaps(runs, records);
        compared = new Compared(results);
        plain = runs.plain().key();
        attentive = runs.attentive().key();
    }

    @Override
    public String title() {
        return "Brain activity, reproduced";
    }

    @Override
    public List<Section> sections() {
        return List.of(accuracy(), brainMaps(), removal(), onTask(), differences(), numbers(), limits());
    }

    private List<Problem> problems() {
        return runs.data().problems();
    }

    @Override
    public String found() {
        return "An LSTM and an LSTM with input-cell attention tell from brain activity what a person saw or did ("
                + problems().size() + " problems). Right answers: "
                + range(problem -> mean(problem, plain, plain, Measure.ACCURACY)) + " % and "
                + range(problem -> mean(problem, attentive, attentive, Measure.ACCURACY))
                + " %, by a linear classifier "
                + range(problem -> mean(problem, FmriTable.LINEAR, FmriTable.NO_CELLS, Measure.ACCURACY))
                + " %. Of the 10 % most salient cells "
                + range(problem -> mean(problem, plain, plain, FmriTable.onTask(FIRST))) + " % and "
                + range(problem -> mean(problem, attentive, attentive, FmriTable.onTask(FIRST)))
                + " % lie on task; spread "
                + "evenly it would be " + range(figures::even)
                + " %. Without the 50 % most salient cells the accuracy of "
                + "the LSTM falls by " + range(problem -> mean(problem, plain, plain, FmriTable.drop(LAST)))
                + " points (its own cells) and "
                + range(problem -> mean(problem, plain, attentive, FmriTable.drop(LAST)))
                + " (those of the attention), with attention by "
                + range(problem -> mean(problem, attentive, attentive, FmriTable.drop(LAST))) + " (its own).";
    }

    /** {@return the smallest and largest number of all problems} */
    private String range(ToDoubleFunction<Problem> number) {
        DoubleSummaryStatistics all = problems().stream()
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .summaryStatistics();
        return String.format(Locale.ROOT, "%.0f to %.0f", all.getMin() + 0.0, all.getMax() + 0.0)
                .replace('-', '−');
    }

    private double mean(Problem problem, String model, String cells, Measure measure) {
        return figures.of(problem, model, cells, measure).mean();
    }

    @Override
    public List<ResultCard> cards() {
        return problems().stream()
                .map(problem -> new ResultCard(
                        "Salient cells on task: " + problem.title(),
                        String.format(
                                Locale.ROOT,
                                "%.0f → %.0f %%",
                                mean(problem, plain, plain, FmriTable.onTask(FIRST)),
                                mean(problem, attentive, attentive, FmriTable.onTask(FIRST))),
                        String.format(
                                Locale.ROOT, "LSTM → with attention; %.0f %% if spread evenly", figures.even(problem))))
                .toList();
    }

    private Section accuracy() {
        return new Section(
                "Accuracy",
                "Each fold leaves out one run of the scanner (simulation: some subjects), which takes no part in training. The "
                        + "linear classifier sees the mean of the steps on task.",
                List.of(FigureBlock.of("Mean over folds and seeds.", figures.accuracy())));
    }

    private Section brainMaps() {
        List<PageBlock> blocks = new ArrayList<>();
        for (Problem problem : problems()) {
            blocks.add(FigureBlock.of(
                    problem.title() + ". |saliency| of voxels or regions at the first, the middle and the last step on "
                            + "task, and the share of each step of the window. Mean over blocks, folds and seeds.",
                    maps.steps(problem),
                    maps.overTime(problem)));
        }
        return new Section(
                "Where the models look during the task",
                "Saliency is the gradient of the true class's logit with respect to the standardised input; in maps each "
                        + "block's largest cell, on task or not, is 1.",
                blocks);
    }

    private Section removal() {
        return new Section(
                "Without the most salient cells",
                "Removed cells get the mean of their feature over the training series. The steeper the drop, the more the model "
                        + "relies on these cells. A model no better than chance has nothing to lose: read the curves "
                        + "together with the accuracy.",
                List.of(new FigureBlock(
                        "Drop in accuracy by the share of cells removed from each block.",
                        figuresOf(figures::removal))));
    }

    private Section onTask() {
        return new Section(
                "Do salient cells lie in the task?",
                "Windows extend beyond the block, so a model that looks at what it read last looks at rest. Attention has the other "
                        + "bias: the first inputs are in every average, so that it may look early. Windows that begin with "
                        + "the block do not show this; those with rest before it do, and so does the ROC AUC against the "
                        + "simulation's truth.",
                List.of(new FigureBlock(
                        "Share of the most salient cells in steps on task.", figuresOf(figures::onTask))));
    }

    private List<Figure> figuresOf(Function<Problem, Figure> figure) {
        return problems().stream().map(figure).toList();
    }

    private Section differences() {
        Side own = new Side(plain, plain);
        Side other = new Side(attentive, attentive);
        Side crossed = new Side(plain, attentive);
        List<Table.Column> heads = new ArrayList<>(List.of(Table.Column.text("Difference (points)", "")));
        problems().forEach(problem -> heads.add(Table.Column.text(problem.title(), "")));
        List<List<Object>> lines = List.of(
                line("Accuracy: attention − LSTM", other, own, Measure.ACCURACY),
                line("On task, 10 % of cells: attention − LSTM", other, own, FmriTable.onTask(FIRST)),
                line("Drop without 50 %: attention, own cells − LSTM, own cells", other, own, FmriTable.drop(LAST)),
                line("Drop without 50 %: LSTM, cells of the attention − own cells", crossed, own, FmriTable.drop(LAST)),
                line(
                        "Drop without 50 %: LSTM, own cells − random cells",
                        own, new Side(plain, FmriRecord.RANDOM), FmriTable.drop(LAST)),
                line(
                        "Drop without 50 %: attention, own cells − random cells",
                        other, new Side(attentive, FmriRecord.RANDOM), FmriTable.drop(LAST)));
        return new Section(
                "Which differences are certain",
                "Both sides see the same blocks, so they are subtracted in each fold first. Where the interval excludes 0 "
                        + "the sign is certain for this subject and these blocks (simulation: these subjects).",
                List.of(new Table("Mean over folds ± half of the 95 % interval.", heads, lines)));
    }

    private List<Object> line(String title, Side one, Side other, Measure measure) {
        List<Object> line = new ArrayList<>(List.of(title));
        for (Problem problem : problems()) {
            line.add(written(compared.difference(problem, one, other, measure)));
        }
        return line;
    }

    private static String written(Estimate estimate) {
        String mean = String.format(Locale.ROOT, "%+.1f", estimate.mean());
        String text = Double.isNaN(estimate.low())
                ? mean
                : String.format(Locale.ROOT, "%s ± %.1f", mean, estimate.high() - estimate.mean());
        return text.replace('-', '−');
    }

    private Section numbers() {
        List<Matrix.Name<Side>> rows = new ArrayList<>();
        for (ModelKind kind : runs.setup().kinds()) {
            rows.add(new Matrix.Name<>(new Side(kind.key(), kind.key()), kind.title() + ", own cells"));
        }
        rows.add(new Matrix.Name<>(new Side(plain, attentive), "LSTM, cells of the attention"));
        rows.add(new Matrix.Name<>(new Side(plain, FmriRecord.RANDOM), "LSTM, random cells"));
        rows.add(new Matrix.Name<>(new Side(attentive, plain), "attention, cells of the LSTM"));
        rows.add(new Matrix.Name<>(new Side(attentive, FmriRecord.RANDOM), "attention, random cells"));
        rows.add(new Matrix.Name<>(new Side(FmriTable.LINEAR, FmriTable.NO_CELLS), "linear (ridge)"));
        rows.add(new Matrix.Name<>(new Side(FmriTable.MAJORITY, FmriTable.NO_CELLS), "most frequent class"));
        Matrix<Side, Problem> matrix =
                new Matrix<>(summary, "Model", rows, Matrix.Name.all(problems(), Problem::title), FmriTable::labels);
        return new Section(
                "The numbers",
                "In brackets, next to the simulation, what was published for the data of the Human Connectome Project, and ours "
                        + "minus it; the tolerance is 5 points.",
                matrix.ofEach(FmriTable.measures()));
    }

    private static Section limits() {
        return new Section(
                "What this cannot show",
                "",
                List.of(
                        new Paragraph(
                                "The real data are one subject: 12 runs of 8 blocks. Intervals cover what other runs of "
                                        + "this subject would give, nothing about other people. Two kinds of picture leave 2 blocks "
                                        + "in each fold."),
                        new Paragraph(
                                "Folds share most of their training series, so that intervals are somewhat too narrow. "
                                        + "Seeds are nested in folds; the interval covers both."),
                        new Paragraph(
                                "The published numbers are for other data, with more subjects and longer tasks. The "
                                        + "simulation has their size, not their brains: its strength was set so that a linear "
                                        + "classifier does well."),
                        new Paragraph(
                                "Size and schedule of both models were chosen on slice-8 with one seed and a third of its "
                                        + "folds; its numbers flatter both models a little.")));
    }
}
