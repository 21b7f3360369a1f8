package io.unfade.workflow.result;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.fmri.prepare.Block;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.region.Region;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Saliency maps of the blocks of a task, and the series they explain.
 *
 * @param maps of the series; absent regions have none
 * @param set the series, with labels, all of the same length
 * @param context of the series
 * @param blocks the block of each series
 * @param file the series file
 */
public record ExplainedBlocks(SaliencyMaps maps, SeriesSet set, FmriContext context, List<Block> blocks, Path file) {
    /** Removes absent regions from the maps: their columns are 0, so their saliency is meaningless. */
    public ExplainedBlocks {
        blocks = List.copyOf(blocks);
        boolean[] absent = new boolean[context.regions().size()];
        boolean any = false;
        for (int r = 0; r < absent.length; r++) {
            Region region = context.regions().get(r);
            absent[r] = !region.present();
            any |= absent[r];
        }
        maps = any ? maps.withZeros(absent) : maps;
    }

    /** {@return whether a region has data in all runs} */
    public boolean isPresent(int region) {
        return context.regions().get(region).present();
    }

    /** {@return the class of each series} */
    public int[] classOf() {
        return IntStream.range(0, set.count()).map(set::label).toArray();
    }

    /** {@return the names of the classes} */
    public List<String> classNames() {
        return set.classNames();
    }

    /** {@return whether each step of each series is on task} */
    public boolean[][] onTask() {
        return IntStream.range(0, set.count()).mapToObj(this::onTask).toArray(boolean[][]::new);
    }

    /** {@return whether each step of a series is on task} */
    public boolean[] onTask(int series) {
        boolean[] onTask = new boolean[set.steps()];
        for (int t = 0; t < onTask.length; t++) {
            onTask[t] = set.onTask(series, t);
        }
        return onTask;
    }

    /** {@return the number of series on task at a step} */
    public int countOnTask(int step) {
        return (int)
                IntStream.range(0, set.count()).filter(i -> set.onTask(i, step)).count();
    }

    /** {@return whether any step of a series is on task} */
    public boolean hasTask(int series) {
        return IntStream.range(0, set.steps()).anyMatch(t -> set.onTask(series, t));
    }

    /** {@return whether any step of any series is on task} */
    public boolean hasTask() {
        return IntStream.range(0, set.count()).anyMatch(this::hasTask);
    }

    /** {@return whether there are steps both on and off task} */
    public boolean hasRest() {
        return hasTask() && IntStream.range(0, set.steps()).anyMatch(t -> countOnTask(t) < set.count());
    }

    /** {@return the seconds from a block's onset to each step, without the lag: mean over the blocks} */
    public double[] seconds() {
        return context.secondsFromOnset(blocks, set.steps());
    }

    /** {@return the mean map of each class} */
    public ClassMaps means(ClassMaps.Value value) {
        return ClassMaps.of(maps, classOf(), onTask(), classNames().size(), value);
    }

    /** {@return caveats for readers of class maps; empty if none} */
    public String note() {
        long others = IntStream.range(0, set.count())
                .filter(i -> maps.target(i) != set.label(i))
                .count();
        String target = others == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%d of the %d maps explain another class than the true one; the target label explains the true one.",
                        others,
                        set.count());
        long without = IntStream.range(0, set.count()).filter(i -> !hasTask(i)).count();
        String task = without == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%d of the %d blocks have no scan on task (they are too short); their means are over all scans of the "
                                + "window.",
                        without,
                        set.count());
        return (target + " " + task).strip();
    }
}
