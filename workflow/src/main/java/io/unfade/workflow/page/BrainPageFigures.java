package io.unfade.workflow.page;

import io.unfade.fmri.map.ClassMaps;
import io.unfade.fmri.prepare.Block;
import io.unfade.metric.Estimate;
import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Item;
import io.unfade.report.chart.DistributionFigure;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.TimeBand;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.workflow.result.BlockFindings;
import io.unfade.workflow.result.ExplainedBlocks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Figures of the maps of a task. */
final class BrainPageFigures {
    static final String SHARE = "share of the saliency (%)";

    private static final int MOST_RANKED = 15;
    private static final int NAME_WIDTH = 150;
    private static final int MOST_CELLS = 200_000;

    private final ExplainedBlocks explained;
    private final BlockFindings findings;
    private final ClassMaps means;

    /** Summarises the maps. */
    BrainPageFigures(ExplainedBlocks explained, BlockFindings findings) {
        this.explained = explained;
        this.findings = findings;
        means = findings.means();
    }

    /** {@return the classes with series, up to a limit} */
    List<Integer> classes(int most) {
        return IntStream.range(0, means.classes())
                .filter(k -> means.count(k) > 0)
                .limit(most)
                .boxed()
                .toList();
    }

    /** {@return a class with its number of series} */
    String title(int index) {
        return explained.classNames().get(index) + ", " + count(index) + (count(index) == 1 ? " block" : " blocks");
    }

    /** {@return the number of series of a class} */
    int count(int index) {
        return means.count(index);
    }

    /** {@return the share of each region per step on task, in percent, as the mean over these steps} */
    double[] overTask(int index) {
        return percent(means.onTask(index));
    }

    /** {@return the share of each region at one step, in percent} */
    double[] at(int index, int step) {
        return percent(means.at(index, step));
    }

    private static double[] percent(double[] shares) {
        return Arrays.stream(shares).map(share -> 100 * share).toArray();
    }

    /** {@return the share of each region and step as a map, with the time of the task} */
    HeatMapFigure overTime(int index) {
        int[] regions = findings.shown();
        List<String> names = Arrays.stream(regions)
                .mapToObj(r -> explained.set().featureNames().get(r))
                .toList();
        CellMap cells = CellMap.of(means.steps(), names, (t, row) -> 100 * means.at(index, t)[regions[row]]);
        Panel panel = Panel.of("", cells, ColorScale.magnitude(SHARE).withClipping());
        return HeatMapFigure.sideBySide(title(index), List.of(panel))
                .withSeconds(
                        "time from the block's onset (s)",
                        explained.seconds()[0],
                        explained.context().repetitionTime(),
                        duration(index) > 0 ? List.of(new TimeBand("task", 0, duration(index))) : List.of())
                .withFeatures("region", NAME_WIDTH);
    }

    /** {@return whether the maps over time omit regions} */
    boolean leavesRegionsOut() {
        return explained.set().features() > findings.shown().length;
    }

    private double duration(int index) {
        return explained.blocks().stream()
                .filter(block -> block.condition().equals(explained.classNames().get(index)))
                .mapToDouble(Block::duration)
                .average()
                .orElse(0);
    }

    /** {@return the regions of a class ranked by share, with intervals over runs or subjects} */
    CategoryFigure ranking(int index) {
        List<Item> items = new ArrayList<>();
        for (int r = 0; r < explained.set().features(); r++) {
            if (!explained.isPresent(r)) {
                continue;
            }
            Estimate share = findings.sharesOf(index).get(r);
            // a share is never negative, but a symmetric interval may be
            double low = Double.isNaN(share.low()) ? Double.NaN : Math.max(0, share.low());
            items.add(
                    Item.of(explained.set().featureNames().get(r), share.mean()).withInterval(low, share.high()));
        }
        return CategoryFigure.ranking(
                        explained.classNames().get(index), "regions", SHARE + ", all scans on task", items, MOST_RANKED)
                .withIntervalLabel("95 % interval over " + findings.units());
    }

    /** {@return the distribution of the saliency of cells on and off task} */
    DistributionFigure distribution() {
        return DistributionFigure.of(
                        "Saliency of cells on and off the task",
                        "|saliency| of a cell / mean of its series",
                        List.of(
                                new DistributionFigure.Group("on task", cells(true)),
                                new DistributionFigure.Group("off task", cells(false))))
                .withLogarithmicValues();
    }

    /** {@return the cells of the wanted steps; an evenly spaced selection if there are very many} */
    private double[] cells(boolean wanted) {
        int features = explained.set().features();
        long all = (long) explained.set().count() * explained.set().steps() * features;
        int stride = (int) Math.max(1, all / MOST_CELLS);
        return IntStream.range(0, explained.set().count())
                .boxed()
                .flatMapToDouble(i -> {
                    double[] cells = explained.maps().absolute(i);
                    boolean[] onTask = explained.onTask(i);
                    double mean = DoubleStream.of(cells).average().orElse(0);
                    return IntStream.range(0, cells.length)
                            .filter(c -> c % stride == i % stride && onTask[c / features] == wanted)
                            .filter(c -> mean > 0 && explained.isPresent(c % features))
                            .mapToDouble(c -> cells[c] / mean);
                })
                .toArray();
    }

    /** {@return the share on task of each fraction of the most salient cells, with intervals over groups} */
    LineFigure onTask() {
        List<Estimate> shares = findings.onTask();
        return LineFigure.of(
                        "Most salient cells on task",
                        "most salient cells (%)",
                        "of these in steps on task (%)",
                        List.of(Line.of("saliency", percents(), means(shares))
                                .withIntervals(
                                        shares.stream()
                                                .mapToDouble(Estimate::low)
                                                .toArray(),
                                        shares.stream()
                                                .mapToDouble(Estimate::high)
                                                .toArray())))
                .withRange(0, 100)
                .withReference("if spread evenly", findings.even())
                .withWhiskers("95 % interval over " + findings.units());
    }

    /** {@return the accuracy as cells are removed} */
    static LineFigure removal(BlockFindings.Removal removal) {
        return LineFigure.of(
                        "Accuracy without cells",
                        "removed cells (%)",
                        "right answers (%)",
                        List.of(
                                Line.of("most salient cells removed", percents(), percent(removal.own())),
                                Line.of("random cells removed", percents(), percent(removal.random()))))
                .withRange(0, 100)
                .withReference("nothing removed", 100 * removal.intact());
    }

    private static double[] percents() {
        return percent(BlockFindings.fractions());
    }

    private static double[] means(List<Estimate> estimates) {
        return estimates.stream().mapToDouble(Estimate::mean).toArray();
    }
}
