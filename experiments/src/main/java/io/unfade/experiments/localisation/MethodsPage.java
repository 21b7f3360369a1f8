package io.unfade.experiments.localisation;

import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.synth.BoxData;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The content of the report on the methods. */
final class MethodsPage implements StudyPage {
    private static final String DISTRACTOR = "distractor-";

    private final Outcome<BoxData> runs;
    private final List<String> methods;

    /**
     * A page.
     *
     * @param methods in the order of the study; the page orders them by their numbers
     */
    MethodsPage(Outcome<BoxData> runs, List<String> methods) {
        this.runs = runs;
        this.methods = methods.stream()
                .sorted(Comparator.comparingDouble((String method) -> order(method)))
                .toList();
    }

    /** {@return a number that rises with the place on the page; last are methods that cannot explain the model} */
    private double order(String method) {
        double mean = mean(Methods.ATTENTIVE, method, MapRecord.ROC_AUC);
        return Double.isNaN(mean) ? 1 : -mean;
    }

    @Override
    public String title() {
        return "Where the methods look";
    }

    @Override
    public String found() {
        String best = best(false);
        String control = best(true);
        return String.format(
                Locale.ROOT,
                "For the LSTM with input-cell attention, trained as the authors do, the method that finds the informative"
                        + " cells best over the %d data sets is %s, with a mean ROC AUC of %.2f; the plain gradient has"
                        + " %.2f, and 0.5 is chance. The best control, which knows nothing of the model, is %s with %.2f:"
                        + " on these data a good number alone does not show that a map explains the model.",
                runs.cases().size(),
                name(best),
                mean(Methods.ATTENTIVE, best, MapRecord.ROC_AUC),
                mean(Methods.ATTENTIVE, "gradient", MapRecord.ROC_AUC),
                name(control),
                mean(Methods.ATTENTIVE, control, MapRecord.ROC_AUC));
    }

    private String best(boolean control) {
        return methods.stream()
                .filter(method -> isControl(method) == control)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isControl(String method) {
        return Attributions.parse(method).isControl();
    }

    private static String name(String method) {
        return isControl(method) ? method + " (control)" : method;
    }

    /** {@return the name without options, for a figure} */
    private static String shortName(String method) {
        return name(method.split(" ", 2)[0]);
    }

    /** {@return the mean over the data sets; NaN for a method that cannot explain the model} */
    private double mean(ModelKind kind, String method, Measure measure) {
        return Arrays.stream(means(kind, method, measure)).average().orElse(Double.NaN);
    }

    private double[] means(ModelKind kind, String method, Measure measure) {
        return runs.cases().stream()
                .mapToDouble(each -> runs.summary().mean(labels(each, kind, method), measure.key()))
                .filter(Double::isFinite)
                .toArray();
    }

    private static List<String> labels(Case<BoxData> each, ModelKind kind, String method) {
        return List.of(each.name(), kind.key(), method);
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>(List.of(overview(), costs()));
        runs.kinds().forEach(kind -> sections.add(tables(kind)));
        return sections;
    }

    private Section overview() {
        List<CategoryFigure.Series> series = runs.kinds().stream()
                .map(kind -> new CategoryFigure.Series(
                        kind.title(),
                        methods.stream().map(method -> dot(kind, method)).toList()))
                .toList();
        CategoryFigure figure = CategoryFigure.dots(
                        "ROC AUC of each method",
                        "method",
                        MapRecord.ROC_AUC.label(),
                        methods.stream().map(MethodsPage::shortName).toList(),
                        series)
                .withRange(0, 1)
                .withIntervalLabel("lowest to highest of the data sets");
        return new Section(
                "All methods",
                "0.5 is chance. A control explains nothing: it is what a method has to beat.",
                List.of(FigureBlock.of(
                        "Mean over the data sets and the seeds, and the range of the data sets.", figure)));
    }

    private Dot dot(ModelKind kind, String method) {
        double[] values = means(kind, method, MapRecord.ROC_AUC);
        return values.length == 0
                ? Dot.none()
                : Dot.of(mean(kind, method, MapRecord.ROC_AUC))
                        .withInterval(
                                Arrays.stream(values).min().getAsDouble(),
                                Arrays.stream(values).max().getAsDouble());
    }

    private Section costs() {
        List<Table.Column> columns = List.of(
                Table.Column.text("Method", ""),
                Table.Column.number("Without gradient", "passes", 0, "Passes for one series of any model, at most."),
                Table.Column.number("With gradient", "passes", 0, "Each a forward and a backward pass."));
        List<List<Object>> rows = methods.stream()
                .map(method -> List.<Object>of(
                        name(method), cost(method, ScoredMaps.FORWARD), cost(method, ScoredMaps.BACKWARD)))
                .toList();
        return new Section("What they cost", "", List.of(new Table("For one series", columns, rows)));
    }

    private double cost(String method, Measure measure) {
        return mean(Methods.ATTENTIVE, method, measure);
    }

    private Section tables(ModelKind kind) {
        Matrix<String, Case<BoxData>> matrix = new Matrix<>(
                runs.summary(),
                "Method",
                Matrix.Name.all(methods, MethodsPage::name),
                Matrix.Name.all(runs.cases(), Case::name),
                (method, each) -> labels(each, kind, method));
        return new Section(kind.title(), accuracies(kind), matrix.ofEach(Methods.MEASURES.subList(0, 4)));
    }

    private String accuracies(ModelKind kind) {
        Stream<String> each = runs.cases().stream()
                .map(data -> String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        data.name(),
                        methods.stream()
                                .mapToDouble(method ->
                                        runs.summary().mean(labels(data, kind, method), Measure.ACCURACY.key()))
                                .filter(Double::isFinite)
                                .findFirst()
                                .orElse(Double.NaN)));
        return "Accuracy on the test series: " + String.join(", ", each.toList())
                + ". A map of a model that has not learnt the classes explains nothing. "
                + (runs.cases().stream().anyMatch(data -> data.name().startsWith(DISTRACTOR))
                        ? "Data sets with a distractor have a further box whose sign is independent of the class."
                        : "");
    }
}
