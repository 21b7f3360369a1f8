package io.unfade.report;

import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Item;
import io.unfade.report.chart.DistributionFigure;
import io.unfade.report.chart.DistributionFigure.Group;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;
import io.unfade.report.page.TimeSlider;
import io.unfade.report.page.TimeSlider.Frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Synthetic figures of a task with blocks, as in a brain study. */
public final class TaskExamples {
    static final List<String> REGIONS = List.of(
            "Lateral Occipital Cortex, inferior division",
            "Temporal Occipital Fusiform Cortex",
            "Inferior Temporal Gyrus, temporooccipital part",
            "Parahippocampal Gyrus, posterior division",
            "Occipital Pole",
            "Frontal Pole");

    private static final double TR = 2.5;

    private TaskExamples() {}

    /** {@return a number of region names} */
    static List<String> regions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i < REGIONS.size() ? REGIONS.get(i) : "region " + i)
                .toList();
    }

    /** {@return time by region from 10 s before to 40 s after the onset} */
    public static HeatMapFigure blockMap(int regions) {
        Random random = new Random(1);
        CellMap map = CellMap.of(21, regions(regions), (time, region) -> {
            double second = TR * time - 10;
            double on = second >= 5 && second <= 28 ? 1 : 0.2;
            return on * Math.exp(-region / (0.2 * regions)) * (0.7 + 0.3 * random.nextDouble());
        });
        return HeatMapFigure.of("Saliency around a block", map, ColorScale.magnitude("saliency (logit per SD)"))
                .withSeconds("time from onset (s)", -10, TR, List.of(new TimeBand("on task", 0, 22.5)))
                .withFeatures("region", 280);
    }

    public static CategoryFigure ranking() {
        Random random = new Random(2);
        List<Item> items = regions(48).stream()
                .map(name -> {
                    double value = 0.03 * Math.exp(-5 * (REGIONS.contains(name) ? 0.1 : 0.2) - random.nextDouble());
                    return Item.of(name, value).withInterval(0.8 * value, 1.25 * value);
                })
                .toList();
        return CategoryFigure.ranking(
                "Regions that matter most", "regions", "mean absolute saliency (logit per SD)", items, 15);
    }

    public static DistributionFigure distribution() {
        Random random = new Random(3);
        double[] on = random.doubles(4000)
                .map(u -> 0.004 * Math.exp(1.2 * random.nextGaussian()))
                .toArray();
        double[] off = random.doubles(3000)
                .map(u -> 0.0006 * Math.exp(1.4 * random.nextGaussian()))
                .toArray();
        Arrays.fill(off, 0, 60, 0);
        return DistributionFigure.of(
                "Saliency of all cells",
                "absolute saliency (logit per SD)",
                List.of(new Group("on-task steps", on), new Group("off-task steps", off)));
    }

    static TimeSlider slider(int count) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double second = TR * i;
            frames.add(
                    new Frame(second + " s after onset, " + (second < 22.5 ? "on task" : "off task"), blockMap(8 + i)));
        }
        return new TimeSlider("One block of the task", frames);
    }

    static ReportPage page() {
        HeatMapFigure several = HeatMapFigure.stacked(
                        "Two models",
                        List.of(
                                HeatMapFigure.Panel.of(
                                        "LSTM", blockMap(8).panels().get(0).map(), ColorScale.magnitude("saliency")),
                                HeatMapFigure.Panel.of(
                                        "LSTM with input-cell attention",
                                        blockMap(8).panels().get(0).map(),
                                        ColorScale.magnitude("saliency"))))
                .withSeconds(
                        "time from onset (s)",
                        -10,
                        TR,
                        List.of(new TimeBand("face", 0, 15), new TimeBand("house", 20, 60)));
        return new ReportPage(
                "A task in blocks",
                "",
                List.of(),
                List.of(
                        new Section("In time", "", List.of(slider(9))),
                        new Section(
                                "Over all blocks",
                                "",
                                List.of(FigureBlock.of(
                                        "",
                                        blockMap(12),
                                        blockMap(360),
                                        several,
                                        ranking(),
                                        distribution(),
                                        distribution().withLogarithmicValues())))),
                "");
    }
}
