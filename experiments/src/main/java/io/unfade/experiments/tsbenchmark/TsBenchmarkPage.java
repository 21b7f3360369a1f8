package io.unfade.experiments.tsbenchmark;

import io.unfade.data.synth.BoxType;
import io.unfade.data.synth.ProcessData;
import io.unfade.experiments.study.StudyPage;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.Grid.Case;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Outcome;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of the report on the benchmark. */
final class TsBenchmarkPage implements StudyPage {
    /** The benchmark omits models below this accuracy. */
    private static final double LEARNED = 90;

    private static final String SEPARATOR = " ";
    private static final Measure AUPR = MapRecord.AREAS.get(2);

    private final Outcome<ProcessData> runs;

    TsBenchmarkPage(Outcome<ProcessData> runs) {
        this.runs = runs;
    }

    @Override
    public String title() {
        return "The time-series benchmark";
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(byProcess());
        runs.kinds().forEach(kind -> sections.add(tables(kind)));
        return sections;
    }

    @Override
    public String found() {
        return runs.kinds().stream().map(this::found).collect(Collectors.joining(" "));
    }

    private String found(ModelKind kind) {
        List<Case<ProcessData>> learned =
                runs.cases().stream().filter(each -> learned(each, kind)).toList();
        String counted = String.format(
                Locale.ROOT,
                "%s: at least %.0f %% of the test series classified correctly on %d of %d data sets",
                kind.title(),
                LEARNED,
                learned.size(),
                runs.cases().size());
        if (learned.isEmpty()) {
            return counted + ".";
        }
        return String.format(
                Locale.ROOT,
                "%s; over these, mean AUPR %.3f, ROC AUC %.3f, average precision %.3f, %.0f %% of the saliency in the last "
                        + "10 %% of steps.",
                counted,
                mean(learned, kind, AUPR),
                mean(learned, kind, MapRecord.ROC_AUC),
                mean(learned, kind, MapRecord.AVERAGE_PRECISION),
                mean(learned, kind, MapRecord.LAST_TENTH));
    }

    private boolean learned(Case<ProcessData> each, ModelKind kind) {
        return runs.mean(each, kind, Measure.ACCURACY) >= LEARNED;
    }

    private double mean(List<Case<ProcessData>> cases, ModelKind kind, Measure measure) {
        return cases.stream()
                .mapToDouble(each -> runs.mean(each, kind, measure))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private Section byProcess() {
        List<PageBlock> figures = new ArrayList<>();
        for (Measure measure : List.of(AUPR, MapRecord.ROC_AUC, Measure.ACCURACY)) {
            List<CategoryFigure.Series> series = new ArrayList<>();
            for (ModelKind kind : runs.kinds()) {
                series.add(new CategoryFigure.Series(
                        kind.title(),
                        processes()
                                .map(process -> spread(process, kind, measure))
                                .toList()));
            }
            figures.add(FigureBlock.of(
                    measure.title() + ": mean over the ten types of boxes and the range of these; better: "
                            + measure.better() + ".",
                    CategoryFigure.dots(
                                    measure.title(),
                                    "process",
                                    measure.label(),
                                    processes().toList(),
                                    series)
                            .withIntervalLabel("lowest to highest of the types")));
        }
        return new Section("By process", "Processes with a fault appear twice: as published and corrected.", figures);
    }

    /** {@return the names of processes and variants, in order} */
    private Stream<String> processes() {
        return runs.cases().stream().map(TsBenchmarkPage::process).distinct();
    }

    private static String process(Case<ProcessData> each) {
        return each.labels().get(1) + SEPARATOR + each.labels().get(2);
    }

    private Dot spread(String process, ModelKind kind, Measure measure) {
        double[] values = runs.cases().stream()
                .filter(each -> process(each).equals(process))
                .mapToDouble(each -> runs.mean(each, kind, measure))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0
                ? Dot.none()
                : Dot.of(Arrays.stream(values).average().orElse(Double.NaN))
                        .withInterval(values[0], values[values.length - 1]);
    }

    private Section tables(ModelKind kind) {
        Matrix<BoxType, String> matrix = new Matrix<>(
                runs.summary(),
                "Box",
                Matrix.Name.all(List.of(BoxType.values()), BoxType::key),
                Matrix.Name.all(processes().toList(), name -> name),
                (type, process) -> {
                    List<String> labels = new ArrayList<>(List.of(type.key()));
                    labels.addAll(Arrays.asList(process.split(SEPARATOR, 2)));
                    labels.addAll(List.of(kind.key(), Regime.AUTHORS.key()));
                    return labels;
                });
        List<Measure> measures = new ArrayList<>(MapRecord.AREAS);
        measures.addAll(
                List.of(MapRecord.ROC_AUC, MapRecord.AVERAGE_PRECISION, Measure.ACCURACY, MapRecord.LAST_TENTH));
        return new Section(
                kind.title(),
                "AUP, AUR and AUPR exactly as published: of the set of test series, precision and recall weighted by "
                        + "saliency. ROC AUC and average precision: of each series, averaged.",
                matrix.ofEach(measures));
    }
}
