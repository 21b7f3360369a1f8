package io.unfade.fmri.prepare;

import io.unfade.check.FileStamp;
import io.unfade.check.Keyed;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.fmri.bids.ConfoundSelection;
import io.unfade.fmri.bids.Confounds;
import io.unfade.fmri.bids.ConfoundsFile;
import io.unfade.fmri.bids.Event;
import io.unfade.fmri.bids.RunIdentity;
import io.unfade.fmri.bids.Sidecar;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.image.NiftiFile;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;
import io.unfade.fmri.region.DistinctNames;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionExtraction;
import io.unfade.fmri.region.RegionSeries;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Converts the runs of one or several subjects to a set of series: regions, cleaning, windows, in this order. */
public final class Preparation {
    private static final String READING = "Reading runs";

    /** Repetition times that differ by less, in seconds, are equal. */
    private static final double SAME_SECONDS = 1e-3;

    /** Longer than any repetition time in seconds, shorter than any in milliseconds. */
    private static final double LONGEST = 100;

    private final Plan plan;
    private final List<FmriContext.RunRecord> records = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final ConfoundColumns confoundColumns = new ConfoundColumns();
    private double repetitionTime;
    private double sliceTime;
    private @Nullable String parcels;
    private String namesNote = "";
    private String columnsLeftOut = "";
    private @Nullable Windows windows;

    /**
     * One run.
     *
     * @param data image, CIFTI file or table
     * @param subject name of the subject
     * @param run its name
     * @param events its blocks, in order of onset
     * @param eventsFile their source
     * @param confounds file of confounds; null for none
     */
    public record Input(
            Path data,
            String subject,
            String run,
            List<Event> events,
            Path eventsFile,
            @Nullable Path confounds) {
        /** Copies the list. */
        public Input {
            events = List.copyOf(events);
        }
    }

    /** How to handle a region that is constant over a run. */
    public enum Constant implements Keyed {
        /** Refuse the run. */
        REFUSE,
        /** Keep its column, filled with 0, and mark it absent. */
        ABSENT
    }

    /**
     * Settings of a preparation.
     *
     * @param source of the region series
     * @param cleaning of the region series
     * @param confounds the confounds to remove; null for none
     * @param windows around the blocks
     * @param groupBy the meaning of groups
     * @param repetitionTime in seconds, overriding the files; null to use theirs
     * @param constant how to handle constant regions
     * @param settings of the source and the cleaning in words, for the context file
     */
    public record Plan(
            RegionSource source,
            Cleaning cleaning,
            @Nullable ConfoundSelection confounds,
            WindowPlan windows,
            Windows.GroupBy groupBy,
            @Nullable Double repetitionTime,
            Constant constant,
            Map<String, String> settings) {}

    private @Nullable FileStamp first;

    private Preparation(Plan plan) {
        this.plan = plan;
    }

    /**
     * {@return the series and their context}
     *
     * @param inputs at least one; runs of a subject have distinct names
     * @throws MalformedFileException if a file is damaged, or files do not match
     */
    public static Prepared prepare(List<Input> inputs, Plan plan, Progress progress) throws IOException {
        Require.argument(!inputs.isEmpty(), "there are no runs to prepare");
        checkNames(inputs);
        Preparation preparation = new Preparation(plan);
        progress.update(READING, 0, "");
        for (int i = 0; i < inputs.size(); i++) {
            preparation.read(inputs.get(i), inputs);
            progress.check();
            progress.update(READING, (double) (i + 1) / inputs.size(), "");
        }
        return preparation.together();
    }

    private static void checkNames(List<Input> inputs) throws MalformedFileException {
        Map<String, Path> seen = new LinkedHashMap<>();
        for (Input input : inputs) {
            Path other = seen.put(input.subject() + " " + RunIdentity.meaning(input.run()), input.data());
            if (other != null) {
                throw new MalformedFileException(
                        input.data(),
                        "",
                        Message.of(
                                "is run '%s' of subject '%s', and so is %s; the columns subject and run of {runs} TABLE "
                                        + "tell them apart",
                                input.run(), input.subject(), other));
            }
        }
    }

    private void read(Input input, List<Input> all) throws IOException {
        FileStamp stamp = FileStamp.of(NiftiFile.filesOf(input.data()));
        RegionSource.Extracted extracted = plan.source().read(input.data());
        if (first == null) {
            first = stamp;
        }
        Sidecar sidecar = Sidecar.ofImage(input.data(), wantedOfFiles());
        RegionSeries raw = extracted.series();
        double seconds = repetitionTime(input, raw.repetitionTime(), sidecar);
        List<Region> regions = DistinctNames.of(raw.regions());
        RegionSeries timed = new RegionSeries(raw.values(), regions, seconds);
        double part = sliceTime(input, sidecar, seconds);
        if (windows == null) {
            List<List<Event>> events = all.stream().map(Input::events).toList();
            windows = new Windows(events, plan.windows().withSliceTime(part), plan.groupBy(), seconds);
            windows.checkConditions(events, input.eventsFile());
            names.addAll(names(timed));
            repetitionTime = seconds;
            sliceTime = part;
            parcels = extracted.parcels();
            columnsLeftOut = extracted.leftOut();
            namesNote = DistinctNames.note(raw.regions(), regions).orElse("");
        }
        checkFits(input, timed, part);
        windows.add(cleaned(input, withoutConstants(input, timed), stamp));
    }

    /** {@return the fields to read from files: all that the plan does not set} */
    private Set<Sidecar.Field> wantedOfFiles() {
        Set<Sidecar.Field> wanted = EnumSet.noneOf(Sidecar.Field.class);
        if (plan.repetitionTime() == null) {
            wanted.add(Sidecar.Field.REPETITION_TIME);
        }
        if (Double.isNaN(plan.windows().sliceTime())) {
            wanted.add(Sidecar.Field.START_TIME);
        }
        return wanted;
    }

    private double repetitionTime(Input input, double header, Sidecar sidecar) throws MalformedFileException {
        if (plan.repetitionTime() != null) {
            return plan.repetitionTime();
        }
        double said = sidecar.repetitionTime();
        if (Double.isNaN(header) && Double.isNaN(said)) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    Message.of("does not say its repetition time, and no .json next to it does; {tr} SECONDS says it"));
        }
        if (Math.abs(header - said) > SAME_SECONDS) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    Message.of(
                            "has the repetition time %s s, but its .json says %s s; {tr} SECONDS says which is right",
                            header, said));
        }
        double seconds = Double.isNaN(said) ? header : said;
        if (seconds >= LONGEST) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    Message.of("has the repetition time %s s, which cannot be; {tr} SECONDS says it", seconds));
        }
        return seconds;
    }

    private double sliceTime(Input input, Sidecar sidecar, double seconds) throws MalformedFileException {
        if (!Double.isNaN(plan.windows().sliceTime())) {
            return plan.windows().sliceTime();
        }
        double start = sidecar.startTime();
        if (Double.isNaN(start)) {
            return 0;
        }
        if (start < 0 || start > seconds) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    Message.of(
                            "its .json says the StartTime %s s, which is not in the repetition time of %s s; {sliceTime} "
                                    + "says it",
                            start, seconds));
        }
        return start / seconds;
    }

    private void checkFits(Input input, RegionSeries run, double part) throws MalformedFileException {
        if (Math.abs(repetitionTime - run.repetitionTime()) > SAME_SECONDS) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    "has the repetition time " + run.repetitionTime() + " s, but the first run has " + repetitionTime
                            + " s; all must have the same");
        }
        if (Math.abs(sliceTime - part) * repetitionTime > SAME_SECONDS) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    Message.of(
                            "has the slice time %s (StartTime of its .json, or 0), but the first run has %s; all must have "
                                    + "the same, or {sliceTime} says it",
                            part, sliceTime));
        }
        if (!names.equals(names(run))) {
            throw new MalformedFileException(
                    input.data(),
                    "",
                    "has other regions (" + run.regions().size() + ") than the first run (" + names.size()
                            + "); all must have the same, in the same order");
        }
    }

    private static List<String> names(RegionSeries run) {
        return run.regions().stream().map(Region::name).toList();
    }

    private RegionSeries withoutConstants(Input input, RegionSeries run) throws MalformedFileException {
        List<Region> regions = new ArrayList<>(run.regions());
        for (int r = 0; r < regions.size(); r++) {
            Region region = regions.get(r);
            if (region.present() && isConstant(run, r)) {
                if (plan.constant() == Constant.REFUSE) {
                    throw new MalformedFileException(
                            input.data(),
                            "region '" + region.name() + "'",
                            Message.of(
                                    "is %s at all %d scans; use a mask without it, or keep it as absent by {constant} absent",
                                    run.values()[0][r], run.scans()));
                }
                regions.set(r, new Region(region.label(), region.name(), region.voxels(), false));
            }
        }
        return new RegionSeries(run.values(), regions, run.repetitionTime());
    }

    private static boolean isConstant(RegionSeries run, int region) {
        double first = run.values()[0][region];
        for (double[] scan : run.values()) {
            if (scan[region] != first) {
                return false;
            }
        }
        return true;
    }

    private Windows.Run cleaned(Input input, RegionSeries run, FileStamp stamp) throws IOException {
        Confounds confounds = confounds(input, run.scans());
        boolean[] kept = confounds == null ? null : confounds.kept();
        double[][] values;
        try {
            values = plan.cleaning()
                    .clean(
                            run.values(),
                            confounds == null || confounds.names().isEmpty() ? null : confounds.values(),
                            run.repetitionTime(),
                            kept);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(input.data(), "", String.valueOf(e.getMessage()), e);
        }
        double[][] whole = kept == null ? values : Censored.filled(values, kept);
        records.add(new FmriContext.RunRecord(
                input.subject(),
                input.run(),
                String.valueOf(input.data().getFileName()),
                stamp.sha256(),
                run.scans(),
                String.valueOf(input.eventsFile().getFileName()),
                whole.length - values.length));
        return new Windows.Run(
                input.subject(), input.run(), run.withValues(whole), input.events(), input.eventsFile(), kept);
    }

    private @Nullable Confounds confounds(Input input, int scans) throws IOException {
        Path file = input.confounds();
        if (plan.confounds() == null) {
            return null;
        }
        if (file == null) {
            throw new MalformedFileException(
                    input.data(), "", Message.of("has no file of confounds next to it; {confoundsFiles} names them"));
        }
        Confounds confounds = ConfoundsFile.read(file, plan.confounds());
        confoundColumns.add(input.subject() + " " + input.run(), confounds.names());
        int rows = confounds.values().length;
        if (rows != scans) {
            throw new MalformedFileException(
                    file, "", "has " + rows + " rows, but " + input.data() + " has " + scans + " scans");
        }
        return confounds;
    }

    /** {@return the plan's settings and the confound columns removed} */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(plan.settings());
        if (!confoundColumns.isEmpty()) {
            settings.put("confound columns", confoundColumns.words());
        }
        if (!columnsLeftOut.isEmpty()) {
            settings.put("columns left out", columnsLeftOut);
        }
        if (!namesNote.isEmpty()) {
            settings.put("names of regions", namesNote);
        }
        return settings;
    }

    /** {@return the mean image of a run, whose file must not have changed since it was read} */
    private static Volume background(FileStamp run) throws IOException {
        Volume mean = RegionExtraction.mean(NiftiImage.open(run.files().get(0)));
        run.requireUnchanged();
        return mean;
    }

    private Prepared together() throws IOException {
        Windows cut = Objects.requireNonNull(windows);
        cut.checkAny();
        ImageRegions image = plan.source() instanceof ImageRegions source ? source : null;
        Volume background = image == null ? null : background(Objects.requireNonNull(first));
        FmriContext context = new FmriContext(
                repetitionTime,
                plan.windows().before(),
                cut.after(),
                plan.windows().lag(),
                sliceTime,
                cut.groupNames(),
                settings(),
                image != null,
                parcels,
                cut.regions(),
                records,
                cut.blocks());
        return new Prepared(
                cut.series(),
                context,
                image == null ? null : image.parcellation().labels(),
                background,
                plan.source() instanceof SurfaceRegions regions ? regions.atlas() : null,
                image == null ? 1 : image.formCode(),
                cut.leftOut(),
                cut.overlapping());
    }
}
