package io.unfade.fmri.prepare;

import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.NearestWord;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.Event;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionSeries;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Cuts the windows around blocks out of region series, run by run. All windows have the same number of scans. Memory is that
 * of the windows; the series of a run are not kept.
 */
public final class Windows {
    /**
     * Tolerance for rounding, as a fraction of the repetition time: a scan this close before a border counts as on it.
     */
    private static final double ROUNDING = 1e-4;

    private static final double MOST_SCANS = 1e6;

    /** Windows with a larger fraction of interpolated scans are left out. */
    private static final double MOST_FILLED = 0.5;

    private final WindowPlan plan;
    private final GroupBy groupBy;
    private final double repetitionTime;
    private final double after;
    private final int steps;
    private final List<String> conditions;
    private final List<Cut> cuts = new ArrayList<>();
    private List<Region> regions = List.of();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private int overlapping;

    /** The meaning of the series' groups. */
    public enum GroupBy implements Keyed {
        /** One group per run of each subject. */
        RUN,
        /** One group per subject. */
        SUBJECT
    }

    /**
     * The series of one run with its blocks.
     *
     * @param subject name of the subject
     * @param run its name, unique within the subject
     * @param series of regions
     * @param events in order of onset
     * @param eventsFile source of the events, for messages
     * @param kept which scans were measured, not interpolated; null if all were. Not to be changed
     */
    public record Run(
            String subject,
            String run,
            RegionSeries series,
            List<Event> events,
            Path eventsFile,
            boolean @Nullable [] kept) {
        /** Copies the list. */
        public Run {
            events = List.copyOf(events);
        }

        /** A run with all scans measured. */
        public Run(String subject, String run, RegionSeries series, List<Event> events, Path eventsFile) {
            this(subject, run, series, events, eventsFile, null);
        }
    }

    private record Cut(String subject, String run, Event event, int number, int first, float[] cells) {}

    /**
     * Begins without runs.
     *
     * @param events of all runs that will be added
     * @param repetitionTime of all of them, in seconds
     */
    Windows(List<List<Event>> events, WindowPlan plan, GroupBy groupBy, double repetitionTime) {
        this.plan = Double.isNaN(plan.sliceTime()) ? plan.withSliceTime(0) : plan;
        this.groupBy = groupBy;
        this.repetitionTime = repetitionTime;
        conditions = plan.conditions().isEmpty() ? allConditions(events) : plan.conditions();
        after = Double.isNaN(plan.after()) ? Math.max(longest(events), plan.taskLength()) : plan.after();
        double scans = Math.max(1, Math.floor((plan.before() + after) / repetitionTime + 0.5));
        Require.argument(scans <= MOST_SCANS, "a window of %s scans is too long", scans);
        steps = (int) scans;
    }

    /**
     * {@return the windows of all runs}
     *
     * @param runs of the same regions and the same known repetition time
     * @throws MalformedFileException if a block ends after the last scan or its window is not inside the run, where
     *     that is rejected, or a named condition does not occur
     * @throws IllegalArgumentException if no window is left
     */
    public static Windows of(List<Run> runs, WindowPlan plan, GroupBy groupBy) throws MalformedFileException {
        Require.argument(!runs.isEmpty(), "windows need at least one run");
        Windows windows = new Windows(
                runs.stream().map(Run::events).toList(),
                plan,
                groupBy,
                runs.get(0).series().repetitionTime());
        windows.checkConditions(
                runs.stream().map(Run::events).toList(), runs.get(0).eventsFile());
        for (Run run : runs) {
            windows.add(run);
        }
        windows.checkAny();
        return windows;
    }

    /** Fails if there are no windows. */
    void checkAny() {
        Require.argument(
                !cuts.isEmpty(),
                "no window is left: all %d blocks were left out, %s",
                leftOut.size(),
                leftOut.isEmpty()
                        ? "as there are none"
                        : "the first (onset " + leftOut.get(0).onset() + " s) because "
                                + leftOut.get(0).reason().words());
    }

    private static List<String> allConditions(List<List<Event>> events) {
        TreeSet<String> names = new TreeSet<>();
        events.forEach(run -> run.forEach(event -> names.add(event.trialType())));
        return List.copyOf(names);
    }

    private double longest(List<List<Event>> events) {
        return events.stream()
                .flatMap(List::stream)
                .filter(event -> conditions.contains(event.trialType()))
                .mapToDouble(Event::duration)
                .max()
                .orElse(0);
    }

    /** Fails if a named condition does not occur. */
    void checkConditions(List<List<Event>> events, Path file) throws MalformedFileException {
        List<String> known = allConditions(events);
        for (String condition : conditions) {
            if (!known.contains(condition)) {
                throw new MalformedFileException(
                        file,
                        "",
                        "has no condition '" + condition + "'; there are " + known
                                + NearestWord.clause(condition, known));
            }
        }
    }

    /** Cuts the windows of another run. */
    void add(Run run) throws MalformedFileException {
        regions = regions.isEmpty()
                ? run.series().regions()
                : presentInBoth(regions, run.series().regions());
        for (int i = 0; i < run.events().size(); i++) {
            if (conditions.contains(run.events().get(i).trialType())) {
                cut(run, run.events().get(i), i);
            }
        }
    }

    private static List<Region> presentInBoth(List<Region> all, List<Region> others) {
        List<Region> both = new ArrayList<>();
        for (int r = 0; r < all.size(); r++) {
            Region region = all.get(r);
            boolean present = region.present() && others.get(r).present();
            both.add(new Region(region.label(), region.name(), region.voxels(), present));
        }
        return both;
    }

    private void cut(Run run, Event event, int number) throws MalformedFileException {
        long first = scanAt(event.onset() - plan.before() + plan.lag());
        LeftOut.Reason reason = reasonToLeaveOut(run, event, first);
        if (reason == LeftOut.Reason.ENDS_AFTER_RUN && refusesIncomplete()) {
            throw endsAfterRun(run, event, number);
        }
        if (reason == LeftOut.Reason.WINDOW_OUTSIDE && refusesIncomplete()) {
            throw windowOutside(run, event, number, first);
        }
        if (reason != null) {
            leftOut.add(new LeftOut(run.subject(), run.run(), event.trialType(), event.onset(), reason));
            return;
        }
        double last = (first + steps - 1 + plan.sliceTime()) * repetitionTime;
        if (run.events().stream()
                .anyMatch(other -> !other.equals(event)
                        && conditions.contains(other.trialType())
                        && overlaps(other, (int) first, last))) {
            overlapping++;
        }
        cuts.add(new Cut(run.subject(), run.run(), event, number, (int) first, cells(run, (int) first)));
    }

    private boolean refusesIncomplete() {
        return plan.incomplete() == WindowPlan.Incomplete.REFUSE;
    }

    private LeftOut.@Nullable Reason reasonToLeaveOut(Run run, Event event, long first) {
        int scans = run.series().scans();
        if (event.end() > (scans + ROUNDING) * repetitionTime) {
            return LeftOut.Reason.ENDS_AFTER_RUN;
        }
        if (first < 0 || first + steps > scans) {
            return LeftOut.Reason.WINDOW_OUTSIDE;
        }
        return isMostlyFilled(run, (int) first) ? LeftOut.Reason.MOSTLY_CENSORED : null;
    }

    private MalformedFileException endsAfterRun(Run run, Event event, int number) {
        int scans = run.series().scans();
        return problem(
                run,
                event,
                number,
                Message.of(
                        "ends at %s s, after the end of the run: %d scans of %s s are %s s; incomplete blocks can be "
                                + "dropped",
                        shown(event.end()), scans, shown(repetitionTime), shown(scans * repetitionTime)));
    }

    private MalformedFileException windowOutside(Run run, Event event, int number, long first) {
        return problem(
                run,
                event,
                number,
                Message.of(
                        "its window needs the scans %d to %d, but the run has 0 to %d (TR %s s); a shorter {after} or "
                                + "{before}, or {incomplete} drop, helps",
                        first, first + steps - 1, run.series().scans() - 1, shown(repetitionTime)));
    }

    private static MalformedFileException problem(Run run, Event event, int number, Message problem) {
        return new MalformedFileException(
                run.eventsFile(),
                "event " + (number + 1) + ", '" + event.trialType() + "' at " + shown(event.onset()) + " s",
                problem);
    }

    private boolean isMostlyFilled(Run run, int first) {
        boolean[] kept = run.kept();
        if (kept == null) {
            return false;
        }
        long filled = IntStream.range(first, first + steps)
                .filter(scan -> !kept[scan])
                .count();
        return filled > MOST_FILLED * steps;
    }

    private float[] cells(Run run, int first) {
        int columns = run.series().regions().size();
        float[] cells = new float[steps * columns];
        for (int cell = 0; cell < cells.length; cell++) {
            cells[cell] = (float) run.series().values()[first + cell / columns][cell % columns];
        }
        return cells;
    }

    private boolean overlaps(Event other, int first, double last) {
        double begin = (first + plan.sliceTime()) * repetitionTime;
        double tolerance = ROUNDING * repetitionTime;
        return other.onset() + plan.lag() <= last + tolerance && other.end() + plan.lag() > begin + tolerance;
    }

    /** {@return the first scan at or after a time} */
    private long scanAt(double seconds) {
        return (long) Math.ceil(seconds / repetitionTime - plan.sliceTime() - ROUNDING);
    }

    private static String shown(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds).replaceAll("\\.?0+$", "");
    }

    /** {@return the windows as series; columns of regions absent in any run are 0} */
    public SeriesSet series() {
        int columns = regions.size();
        SeriesBuilder set = SeriesSet.builder(Precision.SINGLE, cuts.size(), steps, columns);
        byte[] onTask = new byte[cuts.size() * steps];
        for (int i = 0; i < cuts.size(); i++) {
            Cut cut = cuts.get(i);
            for (int cell = 0; cell < steps * columns; cell++) {
                boolean present = regions.get(cell % columns).present();
                set.cell(i, cell / columns, cell % columns, present ? cut.cells()[cell] : 0);
            }
            for (int t = 0; t < steps; t++) {
                onTask[i * steps + t] = (byte) (isOnTask(cut, t) ? 1 : 0);
            }
        }
        int[] labels = cuts.stream()
                .mapToInt(cut -> conditions.indexOf(cut.event().trialType()))
                .toArray();
        return set.labels(labels, conditions)
                .groups(groups())
                .onTask(onTask)
                .featureNames(regions.stream().map(Region::name).toList())
                .ids(blocks().stream().map(Block::id).toList())
                .build();
    }

    private boolean isOnTask(Cut cut, int step) {
        double time = (cut.first() + step + plan.sliceTime()) * repetitionTime;
        double begin = cut.event().onset() + plan.lag();
        double tolerance = ROUNDING * repetitionTime;
        double length = Math.max(cut.event().duration(), plan.taskLength());
        return time >= begin - tolerance && time < begin + length - tolerance;
    }

    private int[] groups() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return cuts.stream()
                .mapToInt(cut -> numbers.computeIfAbsent(groupName(cut), name -> numbers.size()))
                .toArray();
    }

    private String groupName(Cut cut) {
        return groupBy == GroupBy.SUBJECT ? cut.subject() : cut.subject() + " " + cut.run();
    }

    /** {@return the names of the groups, by the number of the group} */
    public List<String> groupNames() {
        return cuts.stream().map(this::groupName).distinct().toList();
    }

    /** {@return the block of each series} */
    public List<Block> blocks() {
        return cuts.stream().map(this::block).toList();
    }

    private Block block(Cut cut) {
        Event event = cut.event();
        String id = cut.subject() + "_" + cut.run() + "_" + (cut.number() + 1) + "_" + event.trialType();
        double start = (cut.first() + plan.sliceTime()) * repetitionTime - event.onset() - plan.lag();
        return new Block(id, cut.subject(), cut.run(), event.trialType(), event.onset(), event.duration(), start);
    }

    /** {@return the regions; present means in all runs} */
    public List<Region> regions() {
        return regions;
    }

    /** {@return the first scan of each window, in its run} */
    public int[] firstScans() {
        return cuts.stream().mapToInt(Cut::first).toArray();
    }

    /** {@return the number of scans of each window} */
    public int steps() {
        return steps;
    }

    /** {@return the requested end of the windows, in seconds from the onset} */
    public double after() {
        return after;
    }

    /** {@return the blocks left out: their windows are not inside the run, or mostly interpolated} */
    public List<LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    /** {@return the number of windows that contain scans of another block of the chosen conditions} */
    public int overlapping() {
        return overlapping;
    }
}
