package io.unfade.experiments.vanishing;

import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Plots;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.nn.spec.Cell;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import org.apache.commons.statistics.descriptive.Median;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The content of the report on vanishing. */
final class VanishingPage implements StudyPage {
    /** A ratio of first to last step below this power of ten counts as falling; one above its root does not. */
    private static final double FALLS = -4;

    /** Powers of ten below this are near underflow of double precision: the true norm may be smaller. */
    private static final int SMALLEST_POWER = -300;

    /** Smaller norms are omitted where models share an axis. */
    private static final double SMALLEST_SHARED = 1e-20;

    private final Outcome<Integer> runs;
    private final Case<Integer> longest;

    VanishingPage(Outcome<Integer> runs) {
        this.runs = runs;
        longest = runs.cases().get(runs.cases().size() - 1);
    }

    @Override
    public String title() {
        return "Why saliency vanishes";
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(againstLength());
        runs.cases().forEach(each -> sections.add(overTime(each)));
        sections.add(runs.tables(
                "The numbers",
                "Models are trained in single precision; gradients are taken from the same weights in double precision, "
                        + "where numbers reach down to 1e-308. Nothing was published to compare with.",
                Regime.SOUND,
                each -> "T = " + each.name(),
                VanishingRecord.MEASURES));
        return sections;
    }

    /** {@return the models with input-cell attention, or those without} */
    private List<ModelKind> models(boolean attentive) {
        return runs.kinds().stream()
                .filter(kind -> attentive(kind) == attentive)
                .toList();
    }

    /** {@return the models of a cell without and with input-cell attention} */
    private List<ModelKind> models(Cell cell) {
        return runs.kinds().stream().filter(kind -> kind.cell() == cell).toList();
    }

    private static boolean attentive(ModelKind kind) {
        return kind.attention() != null;
    }

    @Override
    public String found() {
        return String.format(
                Locale.ROOT,
                "Every step of these series says as much about the class as every other, so that the map of a model that "
                        + "uses them all is flat. Of %d steps, the first has a gradient of the logit that is %s times that of "
                        + "the last (LSTM, GRU, tanh RNN); with input-cell attention it is %s times. %s of the saliency of the "
                        + "plain models lies in the last 10 %% of the steps, and %s of that with attention; 10 %% would be "
                        + "flat. %s",
                longest.data(),
                powers(false, VanishingRecord.GRADIENT_RATIO),
                powers(true, VanishingRecord.GRADIENT_RATIO),
                Plots.span(values(false, MapRecord.LAST_TENTH), "%.0f %%"),
                Plots.span(values(true, MapRecord.LAST_TENTH), "%.0f %%"),
                aroundTheRecurrence());
    }

    /** {@return why attention helps, as far as the numbers show} */
    private String aroundTheRecurrence() {
        double hidden = values(true, VanishingRecord.HIDDEN_RATIO).max().orElse(Double.NEGATIVE_INFINITY);
        double gradient = values(true, VanishingRecord.GRADIENT_RATIO).min().orElse(Double.POSITIVE_INFINITY);
        String jacobian = String.format(
                Locale.ROOT,
                "The norm of ∂h_T/∂h_1 is %s for the plain cells and %s for those with attention",
                powers(false, VanishingRecord.HIDDEN_RATIO),
                powers(true, VanishingRecord.HIDDEN_RATIO));
        boolean shown = hidden < FALLS && gradient > FALLS / 2;
        return shown
                ? jacobian
                        + ": with attention the cell forgets its states as well, but the gradient of the logit does not "
                        + "fall with them, because the attention carries every x_t to the last step, around the recurrence."
                : jacobian + ".";
    }

    private DoubleStream values(boolean attentive, Measure measure) {
        return models(attentive).stream()
                .mapToDouble(kind -> runs.mean(longest, kind, measure))
                .filter(Double::isFinite);
    }

    /** {@return powers of ten, of the models in their order} */
    private String powers(boolean attentive, Measure measure) {
        return String.join(
                ", ",
                models(attentive).stream()
                        .map(kind -> power(runs.mean(longest, kind, measure)))
                        .toList());
    }

    /** {@return a number given by its base-10 logarithm} */
    private static String power(double log10) {
        if (log10 < SMALLEST_POWER) {
            return "less than 1e" + SMALLEST_POWER;
        }
        return Math.abs(log10) < 2
                ? String.format(Locale.ROOT, "%.2f", Math.pow(10, log10))
                : String.format(Locale.ROOT, "1e%.0f", log10);
    }

    @Override
    public List<ResultCard> cards() {
        return List.of(
                card("Saliency in the last 10 % of steps", MapRecord.LAST_TENTH, "%.0f %%", "10 % if flat"),
                card(
                        "Half-life of the saliency",
                        VanishingRecord.HALF_LIFE,
                        "%.0f",
                        "steps from the end; " + longest.data() / 2 + " if flat"),
                card("Gradient, first by last step", VanishingRecord.GRADIENT_RATIO, "", "1 if flat"),
                card("Jacobian of the first hidden state", VanishingRecord.HIDDEN_RATIO, "", "1 at the last step"));
    }

    /**
     * {@return a measure of the LSTMs}
     *
     * @param format of its numbers; empty if they are powers of ten
     */
    private ResultCard card(String label, Measure measure, String format, String meaning) {
        List<String> values = models(Cell.LSTM).stream()
                .map(kind -> runs.mean(longest, kind, measure))
                .map(value -> format.isEmpty() ? power(value) : String.format(Locale.ROOT, format, value))
                .toList();
        return new ResultCard(
                label,
                String.join(" → ", values),
                "LSTM → with input-cell attention, " + longest.data() + " steps; " + meaning);
    }

    private Section againstLength() {
        double[] lengths = lengths();
        List<Line> halfLives = new ArrayList<>(curves(VanishingRecord.HALF_LIFE));
        halfLives.add(
                Line.of("flat", lengths, Arrays.stream(lengths).map(t -> t / 2).toArray()));
        LineFigure share = curve("Saliency in the last 10 % of the steps", "share (%)", curves(MapRecord.LAST_TENTH))
                .withRange(0, 105)
                .withReference("flat", 10);
        return new Section(
                "Against the length of the series",
                "",
                List.of(new FigureBlock(
                        "Left: how much of the saliency lies in the last tenth of the steps. Right: the last steps that hold "
                                + "half of it. Mean over seeds, 95 % interval; flat is what every step having the same would "
                                + "give.",
                        List.of(share, curve("Half-life of the saliency", "half-life (steps)", halfLives)))));
    }

    private double[] lengths() {
        return runs.cases().stream().mapToDouble(Case::data).toArray();
    }

    private List<Line> curves(Measure measure) {
        return runs.kinds().stream()
                .map(kind -> runs.line(kind, measure, lengths()))
                .toList();
    }

    private static LineFigure curve(String title, String label, List<Line> curves) {
        return LineFigure.of(title, "steps of the series (T)", label, curves).withWhiskers("95 % interval over seeds");
    }

    private Section overTime(Case<Integer> each) {
        int length = each.data();
        Figure gradient = LineFigure.overSteps(
                        "Gradient of the logit, T = " + length,
                        "‖∂logit / ∂x_t‖ (per SD, log scale)",
                        lines(each, VanishingRecord.GRADIENT))
                .withLogarithmicValues();
        Figure hidden = LineFigure.gradientNorms(
                "Jacobian of the last hidden state, T = " + length, lines(each, VanishingRecord.HIDDEN));
        return new Section(
                length + " steps",
                "Norms are means over test series, and medians over seeds.",
                List.of(
                        new FigureBlock(
                                "Each cell without and with attention. Gradient: norm over features of the gradient of the true "
                                        + "class's logit by the standardised input at step t. Jacobian: largest singular "
                                        + "value of ∂h_T/∂h_t, what enters the cell held fixed. Both divided by the norm at the "
                                        + "last step.",
                                Arrays.stream(Cell.values())
                                        .map(cell -> both(each, cell))
                                        .toList()),
                        new FigureBlock(
                                "The same norms of all models, not divided: on the left those of the gradient, on the right those "
                                        + "of the Jacobian. Lines end where they fall below 1e-20.",
                                List.of(gradient, hidden)),
                        new FigureBlock(
                                "What passes through the LSTM's cell state. Unit j keeps the product of its forget gates "
                                        + "after t: its geometric mean over units, and that of the unit that keeps most; "
                                        + "for comparison the largest singular values, for ∂h_T/∂c_t with h_t held fixed.",
                                models(Cell.LSTM).stream()
                                        .map(kind -> memory(each, kind))
                                        .toList())));
    }

    /** {@return a profile of all models, without norms so small that the others would be indistinguishable} */
    private List<Line> lines(Case<Integer> each, String profile) {
        return runs.kinds().stream()
                .map(kind -> Line.of(
                        kind.title(),
                        Arrays.stream(median(each, kind, profile))
                                .map(norm -> norm < SMALLEST_SHARED ? Double.NaN : norm)
                                .toArray()))
                .toList();
    }

    private Figure both(Case<Integer> each, Cell cell) {
        List<ModelKind> kinds = models(cell);
        List<Line> lines = new ArrayList<>();
        for (ModelKind kind : kinds) {
            String which = attentive(kind) ? ", with attention" : "";
            lines.add(Line.of("gradient" + which, relative(median(each, kind, VanishingRecord.GRADIENT))));
            lines.add(Line.of("Jacobian" + which, relative(median(each, kind, VanishingRecord.HIDDEN))));
        }
        return LineFigure.overSteps(
                        kinds.get(0).title() + ", T = " + each.name(), "relative norm (no unit, log scale)", lines)
                .withLogarithmicValues();
    }

    private static double[] relative(double[] norms) {
        return Arrays.stream(norms).map(norm -> norm / norms[norms.length - 1]).toArray();
    }

    private Figure memory(Case<Integer> each, ModelKind kind) {
        return LineFigure.overSteps(
                        kind.title() + ", T = " + each.name(),
                        "product or norm (no unit, log scale)",
                        List.of(
                                Line.of("forget gates, mean unit", median(each, kind, VanishingRecord.KEPT_MEAN)),
                                Line.of("forget gates, best unit", median(each, kind, VanishingRecord.KEPT_LARGEST)),
                                Line.of("‖∂h_T/∂c_t‖", median(each, kind, VanishingRecord.CELL)),
                                Line.of("‖∂h_T/∂h_t‖", median(each, kind, VanishingRecord.HIDDEN))))
                .withLogarithmicValues();
    }

    /** {@return the median over seeds of a profile} */
    private double[] median(Case<Integer> each, ModelKind kind, String profile) {
        return RunNumbers.ofEachStep(runs.arrays(each, kind, profile), Median.withDefaults()::evaluate);
    }
}
