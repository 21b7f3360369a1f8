package io.unfade.cli.fmri;

import io.unfade.cli.base.UsageException;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.group.GroupOptions;
import io.unfade.fmri.group.GroupResult;
import io.unfade.fmri.group.GroupTest;
import io.unfade.fmri.group.Grouping;
import io.unfade.fmri.group.Level;
import io.unfade.fmri.prepare.Block;
import io.unfade.workflow.result.ExplainedBlocks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How the classes of a group are compared. */
final class FmriGroupOptions {
    @Option(
            names = "--level",
            order = 20,
            paramLabel = "UNIT",
            description =
                    "What counts as one observation: series, run or subject (the mean map of a class in each). subject if "
                            + "there are several, else run.")
    private @Nullable Unit unit;

    @Option(
            names = "--permutations",
            order = 21,
            paramLabel = "N",
            defaultValue = "5000",
            description = "How often labels are shuffled; all shufflings are done if there are no more.")
    private int permutations;

    @Option(
            names = "--signed",
            order = 22,
            description = "Compare classes by signed saliency, not by each region's share of all saliency.")
    private boolean signed;

    @Option(
            names = "--two-sided",
            order = 23,
            description = "In the comparison of classes also find regions that matter less than in others.")
    private boolean twoSided;

    @Option(
            names = "--all-steps",
            order = 24,
            description = "Compare classes over all steps of the windows, not only over those on task.")
    private boolean allSteps;

    /** What counts as one observation. */
    enum Unit {
        SERIES,
        RUN,
        SUBJECT
    }

    /** {@return what counts as one observation for these maps} */
    Unit unit(ExplainedBlocks read) {
        if (unit != null) {
            return unit;
        }
        long subjects = read.blocks().stream().map(Block::subject).distinct().count();
        return subjects > 1 ? Unit.SUBJECT : Unit.RUN;
    }

    /** {@return the numbers of the runs or subjects that the series are from} */
    int[] groups(ExplainedBlocks read) {
        Function<Block, String> name =
                unit(read) == Unit.SUBJECT ? Block::subject : block -> block.subject() + " " + block.run();
        List<String> names = read.blocks().stream().map(name).distinct().toList();
        return read.blocks().stream()
                .mapToInt(block -> names.indexOf(name.apply(block)))
                .toArray();
    }

    /** Fails if what was asked for cannot be. */
    void check(ExplainedBlocks read) {
        if (permutations < 1) {
            throw new UsageException("--permutations must be at least 1, but was " + permutations);
        }
        long subjects = read.blocks().stream().map(Block::subject).distinct().count();
        if (unit == Unit.SUBJECT && subjects == 1) {
            throw new UsageException("--level subject: there is one subject; --level run or series compares within it");
        }
    }

    /** {@return the comparison of all classes that have series} */
    GroupResult test(ExplainedBlocks read, long seed) {
        check(read);
        for (int k = 0; !allSteps && k < read.classNames().size(); k++) {
            checkTask(read, k);
        }
        SeriesSet set = read.set().withClassNames(classesWithSeries(read)).toBuilder()
                .groups(groups(read))
                .build();
        Level level = unit(read) == Unit.SERIES ? Level.SERIES : Level.GROUP;
        GroupOptions options = new GroupOptions(level, signed, twoSided, permutations, seed);
        return GroupTest.of(
                read.maps(),
                Grouping.of(set, !allSteps && set.hasOnTask()),
                read.context().regions(),
                options);
    }

    /** {@return the names of the classes that have series; a model may know more than the data show} */
    private static List<String> classesWithSeries(ExplainedBlocks read) {
        return IntStream.range(0, read.classNames().size())
                .filter(k -> IntStream.of(read.classOf()).anyMatch(label -> label == k))
                .mapToObj(read.classNames()::get)
                .toList();
    }

    private static void checkTask(ExplainedBlocks read, int index) {
        int[] series = IntStream.range(0, read.set().count())
                .filter(i -> read.set().label(i) == index)
                .toArray();
        if (series.length > 0 && IntStream.of(series).noneMatch(read::hasTask)) {
            throw new IllegalArgumentException(
                    "no scan of class '" + read.classNames().get(index)
                            + "' is on task (its events are too short); --all-steps takes all scans");
        }
    }

    /** {@return what counts as one observation, in the plural} */
    String units(ExplainedBlocks read) {
        return switch (unit(read)) {
            case SERIES -> "series";
            case RUN -> "runs";
            case SUBJECT -> "subjects";
        };
    }

    /** {@return what the groups of {@link #groups} are, in the plural} */
    String groupWord(ExplainedBlocks read) {
        return unit(read) == Unit.SUBJECT ? "subjects" : "runs";
    }

    /** {@return what is compared, in words} */
    String measure() {
        return String.format(
                Locale.ROOT,
                "%s over %s",
                signed ? "mean signed saliency" : "share of the saliency",
                allSteps ? "all steps" : "the steps on task");
    }
}
