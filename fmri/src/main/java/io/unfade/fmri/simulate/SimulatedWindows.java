package io.unfade.fmri.simulate;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.Event;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.clean.Filter;
import io.unfade.fmri.clean.Standardize;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.prepare.WindowPlan;
import io.unfade.fmri.prepare.Windows;
import io.unfade.fmri.region.Region;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Cuts a series out of simulated runs for each of their blocks, as {@link Windows} does for measured ones. Each region of a
 * run is first standardised over the run (mean 0, sample standard deviation 1). The reference of a series consists of
 * the reference cells of its class's regions; its group is the subject.
 *
 * @param before seconds before the onset
 * @param after seconds from the onset to the end
 * @param lag delay of the response in seconds; shifts the window and the on-task steps
 */
public record SimulatedWindows(double before, double after, double lag) {
    private static final Cleaning CLEANING = new Cleaning(false, Filter.none(), Standardize.ZSCORE_SAMPLE, false);

    /** {@return from 8 s before to 28 s after the onset, with a lag of 4 s: in the default design 18 steps, 10 on-task} */
    public static SimulatedWindows defaults() {
        return new SimulatedWindows(8, 28, 4);
    }

    /**
     * {@return one series for each block, in the order of runs and blocks, with labels, reference, on-task steps and groups}
     *
     * @param study with the regions of each class
     * @param runs of that study, at least one
     * @param brain with the positions of the regions; null to omit them
     * @throws MalformedFileException if a window leaves its run
     */
    public Prepared cut(SimulatedStudy study, List<SimulatedRun> runs, @Nullable SimulatedBrain brain)
            throws MalformedFileException {
        Require.argument(!runs.isEmpty(), "windows need at least 1 run");
        WindowPlan plan =
                new WindowPlan(before, after, lag, 0, study.settings().classNames(), WindowPlan.Incomplete.REFUSE);
        Windows windows = Windows.of(runs.stream().map(SimulatedWindows::run).toList(), plan, Windows.GroupBy.SUBJECT);
        return new Prepared(
                withReference(windows, study, runs),
                context(windows, brain == null ? study.regions() : brain.regions(), runs, brain != null),
                brain == null ? null : brain.labels(),
                brain == null ? null : brain.background(),
                null,
                1,
                windows.leftOut(),
                windows.overlapping());
    }

    private static Windows.Run run(SimulatedRun run) {
        double tr = run.series().repetitionTime();
        return new Windows.Run(
                SimulatedRun.subjectName(run.subject()),
                SimulatedRun.runName(run.run()),
                run.series().withValues(CLEANING.clean(run.series().values(), null, tr, null)),
                run.blocks().stream()
                        .map(block -> new Event(block.onset(), block.duration(), block.trialType()))
                        .toList(),
                Path.of(run.name()));
    }

    private static SeriesSet withReference(Windows windows, SimulatedStudy study, List<SimulatedRun> runs) {
        SeriesSet set = windows.series();
        int[] first = windows.firstScans();
        byte[] reference = new byte[set.count() * set.steps() * set.features()];
        int series = 0;
        for (SimulatedRun run : runs) {
            for (SimulatedBlock block : run.blocks()) {
                for (int cell = 0; cell < set.steps() * set.features(); cell++) {
                    int region = cell % set.features();
                    int scan = first[series] + cell / set.features();
                    boolean known = run.reference()[scan][region] && study.activates(block.label(), region);
                    reference[series * set.steps() * set.features() + cell] = (byte) (known ? 1 : 0);
                }
                series++;
            }
        }
        return set.toBuilder().reference(reference).build();
    }

    private FmriContext context(Windows windows, List<Region> regions, List<SimulatedRun> runs, boolean inImage) {
        List<FmriContext.RunRecord> records = runs.stream()
                .map(run -> new FmriContext.RunRecord(
                        SimulatedRun.subjectName(run.subject()),
                        SimulatedRun.runName(run.run()),
                        "simulated",
                        "",
                        run.series().scans(),
                        "simulated",
                        0))
                .toList();
        return new FmriContext(
                runs.get(0).series().repetitionTime(),
                before,
                after,
                lag,
                0,
                windows.groupNames(),
                Map.of("standardized", "zscore-sample"),
                inImage,
                null,
                regions,
                records,
                windows.blocks());
    }
}
