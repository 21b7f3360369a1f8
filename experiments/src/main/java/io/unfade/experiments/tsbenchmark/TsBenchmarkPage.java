package io.unfade.experiments.tsbenchmark;

import io.unfade.data.synth.BoxType;
import io.unfade.experiments.table.Matrix;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.table.Summary;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.MapRuns;
import io.unfade.experiments.trial.MapRuns.Case;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the report on the benchmark says. */
final class TsBenchmarkPage {
    /** The benchmark leaves out models that are right for fewer. */
    private static final double LEARNED = 90;

    private static final String SEPARATOR = " ";
    private static final Measure AUPR = MapRecord.AREAS.get(2);
    private static final Measure ACCURACY = measure("accuracy");
    private static final Measure ROC_AUC = measure("rocAuc");
    private static final Measure AVERAGE_PRECISION = measure("averagePrecision");
    private static final Measure LAST_TENTH = measure("lastTenth");

    private final MapRuns runs;
    private final Summary summary;

    TsBenchmarkPage(MapRuns runs, Summary summary) {
        this.runs = runs;
        this.summary = summary;
    }

    private static Measure measure(String key) {
        return MapRecord.MEASURES.stream()
                .filter(measure -> measure.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    ReportPage page() {
        List<Section> sections = new ArrayList<>();
        sections.add(byProcess());
        runs.kinds().forEach(kind -> sections.add(tables(kind)));
        return new ReportPage(
                "The time-series benchmark",
                found(),
                List.of(),
                sections,
                runs.describe() + "; " + Regime.AUTHORS.title());
    }

    private String found() {
        return runs.kinds().stream().map(this::found).collect(Collectors.joining(" "));
    }

    private String found(ModelKind kind) {
        List<Case> learned =
                runs.cases().stream().filter(each -> learned(each, kind)).toList();
        String counted = String.format(
                Locale.ROOT,
                "%s: right for at least %.0f %% of the test series on %d of %d data sets",
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
                mean(learned, kind, ROC_AUC),
                mean(learned, kind, AVERAGE_PRECISION),
                mean(learned, kind, LAST_TENTH));
    }

    private boolean learned(Case each, ModelKind kind) {
        return value(each, kind, ACCURACY) >= LEARNED;
    }

    private double mean(List<Case> cases, ModelKind kind, Measure measure) {
        return cases.stream()
                .mapToDouble(each -> value(each, kind, measure))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private double value(Case each, ModelKind kind, Measure measure) {
        return summary.find(MapRuns.labels(each, kind.key(), Regime.AUTHORS), measure.key())
                .map(entry -> entry.ours().mean())
                .orElse(Double.NaN);
    }

    private Section byProcess() {
        List<PageBlock> figures = new ArrayList<>();
        for (Measure measure : List.of(AUPR, ROC_AUC, ACCURACY)) {
            List<CategoryFigure.Series> series = new ArrayList<>();
            for (ModelKind kind : runs.kinds()) {
                series.add(new CategoryFigure.Series(
                        kind.title(),
                        processes()
                                .map(process -> spread(process, kind, measure))
                                .toList()));
            }
            String unit = measure.unit().isEmpty() ? "no unit" : measure.unit();
            figures.add(FigureBlock.of(
                    measure.title() + ": mean over the ten types of boxes and the range of these; better: "
                            + measure.better() + ".",
                    CategoryFigure.dots(
                                    measure.title(),
                                    "process",
                                    measure.title() + " (" + unit + ")",
                                    processes().toList(),
                                    series)
                            .withIntervalLabel("lowest to highest of the types")));
        }
        return new Section("By process", "Processes with a fault appear twice: as published and corrected.", figures);
    }

    /** {@return the names of processes with their variant, in order} */
    private Stream<String> processes() {
        return runs.cases().stream().map(TsBenchmarkPage::process).distinct();
    }

    private static String process(Case each) {
        return each.labels().get(1) + SEPARATOR + each.labels().get(2);
    }

    private Dot spread(String process, ModelKind kind, Measure measure) {
        double[] values = runs.cases().stream()
                .filter(each -> process(each).equals(process))
                .mapToDouble(each -> value(each, kind, measure))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0
                ? Dot.none()
                : Dot.of(Arrays.stream(values).average().orElse(Double.NaN))
                        .withInterval(values[0], values[values.length - 1]);
    }

    private Section tables(ModelKind kind) {
        List<Matrix.Name> rows = Arrays.stream(BoxType.values())
                .map(type -> new Matrix.Name(type.key(), type.key()))
                .toList();
        List<Matrix.Name> columns =
                processes().map(name -> new Matrix.Name(name, name)).toList();
        Matrix matrix = new Matrix(summary, "Box", rows, columns, (type, process) -> {
            List<String> labels = new ArrayList<>(List.of(type));
            labels.addAll(Arrays.asList(process.split(SEPARATOR, 2)));
            labels.addAll(List.of(kind.key(), Regime.AUTHORS.key()));
            return labels;
        });
        List<PageBlock> tables = new ArrayList<>();
        Stream.concat(MapRecord.AREAS.stream(), Stream.of(ROC_AUC, AVERAGE_PRECISION, ACCURACY, LAST_TENTH))
                .forEach(measure -> tables.add(matrix.of(measure)));
        return new Section(
                kind.title(),
                "AUP, AUR and AUPR exactly as published: of the set of test series, precision and recall weighted by "
                        + "saliency. ROC AUC and average precision: of each series, averaged.",
                tables);
    }
}
