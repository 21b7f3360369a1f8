package io.unfade.experiments.trial;

import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.HeatMapFigure;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/** Mean maps and profiles of models on box data as figures. */
public final class MapFigures {
    private MapFigures() {}

    /**
     * Numbers of a model.
     *
     * @param title of the model
     * @param values one for each cell or step
     */
    public record Named(String title, double[] values) {}

    /** {@return maps beside one another, with the boxes outlined where all series have the same} */
    public static HeatMapFigure sideBySide(String title, BoxData data, List<Named> maps) {
        List<String> features =
                IntStream.range(0, data.features()).mapToObj(Integer::toString).toList();
        CellMask outline = outline(data);
        return HeatMapFigure.sideBySide(
                title,
                maps.stream()
                        .map(map -> HeatMapFigure.Panel.of(
                                        map.title(),
                                        CellMap.of(data.steps(), features, map.values()),
                                        ColorScale.magnitude("mean |saliency|, rescaled"))
                                .withOutline(outline))
                        .toList());
    }

    private static @Nullable CellMask outline(BoxData data) {
        if (data.layouts().size() > 1) {
            return null;
        }
        List<Box> boxes = data.layouts().get(0);
        return CellMask.of(
                data.steps(),
                data.features(),
                (t, c) -> boxes.stream()
                        .anyMatch(box -> t >= box.startStep()
                                && t < box.endStep()
                                && c >= box.startFeature()
                                && c < box.endFeature()));
    }

    /** {@return shares of saliency over time, with the informative steps shaded where all series have the same} */
    public static LineFigure overTime(String title, BoxData data, List<Named> profiles) {
        Box first = data.layouts().get(0).get(0);
        LineFigure.Span informative = data.layouts().size() > 1
                ? null
                : new LineFigure.Span("informative steps", first.startStep(), first.endStep());
        return LineFigure.massPerStep(
                title,
                profiles.stream()
                        .map(profile -> LineFigure.Line.of(profile.title(), profile.values()))
                        .toList(),
                informative);
    }
}
