package io.unfade.workflow.page;

import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.SeriesStyle;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.workflow.audit.AuditReport;
import io.unfade.workflow.audit.finding.Finding;
import io.unfade.workflow.audit.finding.Measured;
import io.unfade.workflow.audit.section.DependenceSection;
import io.unfade.workflow.audit.section.FadingSection;
import io.unfade.workflow.audit.section.FaithfulnessSection;
import io.unfade.workflow.audit.section.MapKind;
import io.unfade.workflow.audit.section.PatternSection;
import io.unfade.workflow.audit.section.PlantedSection;
import io.unfade.workflow.audit.section.PlantedSignal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a question of an audit.
 *
 * @param report the audit
 * @param finding on the question
 */
record AuditFigures(AuditReport report, Finding finding) {
    private static final int MOST_CLASSES = 3;

    List<PageBlock> blocks() {
        return switch (finding.question()) {
            case FADING -> overTime();
            case DEPENDENCE -> alike();
            case FAITHFULNESS -> masking();
            case STABILITY -> alike();
            case PLANTED -> planted();
            case PATTERN -> patterns();
            case COMPLETENESS -> List.of();
        };
    }

    /** {@return the points of a curve; empty if it was not measured} */
    private double[] curve(String maps, String condition, String measure) {
        return finding.numbers().stream()
                .filter(number -> number.maps().equals(maps)
                        && number.condition().equals(condition)
                        && number.measure().equals(measure)
                        && !Double.isNaN(number.at()))
                .mapToDouble(Measured::value)
                .toArray();
    }

    private List<PageBlock> overTime() {
        List<LineFigure.Line> lines = new ArrayList<>();
        for (MapKind kind : report.subject().kinds()) {
            double[] shares = curve(kind.name(), "", FadingSection.PROFILE);
            if (shares.length > 0 && lines.size() < SeriesStyle.DISTINCT) {
                lines.add(LineFigure.Line.of(kind.name(), shares));
            }
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(FigureBlock.of(
                        "How the absolute saliency spreads over the series, mean over series. A map that is the same at every"
                                + " step is a flat line.",
                        LineFigure.massByRelativeTime("Saliency over time", lines)));
    }

    private List<PageBlock> alike() {
        String measure = DependenceSection.ALIKE;
        List<String> conditions = finding.numbers().stream()
                .filter(number -> number.measure().equals(measure))
                .map(Measured::condition)
                .distinct()
                .toList();
        List<CategoryFigure.Series> series = new ArrayList<>();
        for (String method : report.methods()) {
            series.add(new CategoryFigure.Series(
                    method,
                    conditions.stream()
                            .map(condition -> dot(method, condition, measure))
                            .toList()));
        }
        return conditions.isEmpty()
                ? List.of()
                : List.of(FigureBlock.of(
                        "1: the same order of cells; 0: none in common. Mean over series.",
                        CategoryFigure.dots(
                                        "Likeness to the model's maps",
                                        "condition",
                                        "rank correlation of |saliency|",
                                        conditions,
                                        series)
                                .withRange(-0.2, 1)));
    }

    private CategoryFigure.Dot dot(String maps, String condition, String measure) {
        return finding.numbers().stream()
                .filter(number -> number.maps().equals(maps)
                        && number.condition().equals(condition)
                        && number.measure().equals(measure))
                .findFirst()
                .map(number -> Double.isNaN(number.value())
                        ? CategoryFigure.Dot.none()
                        : Double.isNaN(number.low())
                                ? CategoryFigure.Dot.of(number.value())
                                : CategoryFigure.Dot.of(number.value()).withInterval(number.low(), number.high()))
                .orElse(CategoryFigure.Dot.none());
    }

    private List<PageBlock> masking() {
        List<PageBlock> blocks = new ArrayList<>();
        for (String condition : FaithfulnessSection.fills(finding)) {
            LineFigure deletion =
                    masking("Deletion, " + condition, condition, FaithfulnessSection.DELETION, "replaced");
            LineFigure insertion = masking("Insertion, " + condition, condition, FaithfulnessSection.INSERTION, "kept");
            blocks.add(FigureBlock.of(
                    "Mean probability of the explained class as the most salient cells are replaced (the lower the curve, the"
                            + " better the map), and with nothing but them (the higher, the better).",
                    deletion,
                    insertion));
        }
        return blocks;
    }

    private LineFigure masking(String title, String condition, String measure, String what) {
        List<LineFigure.Line> lines = new ArrayList<>();
        for (MapKind kind : report.subject().kinds()) {
            double[] values = curve(kind.name(), condition, measure);
            if (values.length > 0 && lines.size() < SeriesStyle.DISTINCT) {
                double[] x = new double[values.length];
                Arrays.setAll(x, i -> 100.0 * i / (values.length - 1));
                lines.add(LineFigure.Line.of(kind.name(), x, values));
            }
        }
        return LineFigure.of(title, "most salient cells " + what + " (%)", "probability of the class", lines)
                .withRange(0, 1);
    }

    /* Steps to the right, a row for each amplitude and duration, at the cells where the signal was. */
    private List<PageBlock> planted() {
        List<PlantedSignal> done = report.signals().stream()
                .filter(signal -> !Double.isNaN(value(PlantedSection.MODEL, signal, PlantedSection.ACCURACY)))
                .toList();
        if (done.isEmpty()) {
            return List.of();
        }
        List<HeatMapFigure.Panel> panels = new ArrayList<>();
        panels.add(panel("The model: accuracy above chance", PlantedSection.MODEL, PlantedSection.ACCURACY, done));
        report.methods()
                .forEach(method ->
                        panels.add(panel(method + ": ROC AUC above chance", method, PlantedSection.ROC_AUC, done)));
        report.subject().kinds().stream()
                .filter(kind ->
                        kind.isControl() && !kind.untrained() && kind.method().needsBackground())
                .forEach(kind -> panels.add(panel(
                        kind.name() + " (no model): ROC AUC above chance", kind.name(), PlantedSection.ROC_AUC, done)));
        return List.of(FigureBlock.of(
                "Signals planted in the series, each at the steps where it was: amplitude in standard deviations of the feature, and"
                        + " duration. Above: whether the same training learns it. Below: whether the maps find it. From 0 %, chance"
                        + " (0.5 in the tables), to 100 %, all right (1).",
                HeatMapFigure.stacked("Planted signals", panels)
                        .withFeatures("signal", 140)
                        .withAbsent("no signal was planted here, or there was no time")));
    }

    private HeatMapFigure.Panel panel(String title, String maps, String measure, List<PlantedSignal> signals) {
        Map<String, List<PlantedSignal>> rows = new LinkedHashMap<>();
        for (PlantedSignal signal : sorted(signals)) {
            rows.computeIfAbsent(row(signal), any -> new ArrayList<>()).add(signal);
        }
        List<String> names = List.copyOf(rows.keySet());
        int steps = report.signals().stream()
                .mapToInt(signal -> signal.box().endStep())
                .max()
                .orElse(1);
        CellMap map = CellMap.of(
                steps,
                names,
                (step, row) -> rows.getOrDefault(names.get(row), List.of()).stream()
                        .filter(signal -> step >= signal.box().startStep()
                                && step < signal.box().endStep())
                        .mapToDouble(signal -> aboveChance(value(maps, signal, measure)))
                        .findFirst()
                        .orElse(Double.NaN));
        return HeatMapFigure.Panel.of(title, map, ColorScale.percent("above chance (%)"));
    }

    /** {@return the signals, long ones first, then strong ones} */
    private static List<PlantedSignal> sorted(List<PlantedSignal> signals) {
        return signals.stream()
                .sorted(Comparator.comparingInt((PlantedSignal signal) ->
                                signal.box().startStep() - signal.box().endStep())
                        .thenComparing(PlantedSignal::amplitude, Comparator.reverseOrder()))
                .toList();
    }

    /** {@return from 0 for 0.5 or less to 100 for 1} */
    private static double aboveChance(double value) {
        return Math.max(0, 200 * (value - 0.5));
    }

    private static String row(PlantedSignal signal) {
        int steps = signal.box().endStep() - signal.box().startStep();
        return String.format(Locale.ROOT, "%s SD, %d step%s", signal.amplitude(), steps, steps == 1 ? "" : "s");
    }

    private double value(String maps, PlantedSignal signal, String measure) {
        return finding.numbers().stream()
                .filter(number -> number.maps().equals(maps)
                        && number.condition().equals(signal.condition())
                        && number.measure().equals(measure))
                .mapToDouble(Measured::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private List<PageBlock> patterns() {
        List<String> conditions = finding.numbers().stream()
                .filter(number -> number.measure().equals(PatternSection.PATTERN))
                .map(Measured::condition)
                .distinct()
                .limit(MOST_CLASSES)
                .toList();
        List<PageBlock> blocks = new ArrayList<>();
        for (String condition : conditions) {
            List<HeatMapFigure.Panel> panels = new ArrayList<>();
            panels.add(HeatMapFigure.Panel.of(
                    "Activation pattern",
                    map(curve(PatternSection.MODEL, condition, PatternSection.PATTERN)),
                    ColorScale.signed("SD per unit of output").withClipping()));
            for (String method : report.methods()) {
                panels.add(HeatMapFigure.Panel.of(
                        "Mean |" + method + "|",
                        map(curve(method, condition, PatternSection.GROUP_MAP)),
                        ColorScale.magnitude("mean |saliency|").withClipping()));
            }
            blocks.add(FigureBlock.of(
                    "Where values go with the output for " + condition + ", and where the maps look.",
                    HeatMapFigure.stacked("Pattern and maps, " + condition, panels)));
        }
        return blocks;
    }

    private CellMap map(double... cells) {
        return CellMap.of(report.subject().all().steps(), report.subject().all().featureNames(), cells);
    }
}
