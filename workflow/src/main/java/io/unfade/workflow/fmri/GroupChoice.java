package io.unfade.workflow.fmri;

import io.unfade.check.Keyed;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.group.GroupComparison;
import io.unfade.fmri.group.GroupOptions;
import io.unfade.fmri.group.GroupResult;
import io.unfade.fmri.group.Grouping;
import io.unfade.fmri.group.Level;
import io.unfade.fmri.prepare.Block;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.result.ExplainedBlocks;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How to compare the classes in a group. */
public record GroupChoice(
        @Meaning(
                value = "What counts as one observation: series, run or subject (the mean map of a class in "
                        + "each). subject if there are several, else run.",
                label = "UNIT")
        @Nullable
        Unit level,

        @Meaning("How often labels are shuffled; all shufflings are done if there are no more.")
        int permutations,

        @Meaning("Compare classes by signed saliency, not by each region's share of all saliency.")
        boolean signed,

        @Meaning("In the comparison of classes also find regions that matter less than in others.")
        boolean twoSided,

        @Meaning("Compare classes over all steps of the windows, not only over those on task.")
        boolean allSteps) {
    private static final int PERMUTATIONS = 5000;

    /** Checks numbers. */
    public GroupChoice {
        BadRequest.atLeast(1, permutations, "permutations");
    }

    /** The default comparison. */
    public GroupChoice() {
        this(null, PERMUTATIONS, false, false, false);
    }

    /** What counts as one observation. */
    public enum Unit implements Keyed {
        SERIES,
        RUN,
        SUBJECT
    }

    /** {@return what counts as one observation for these maps} */
    Unit unit(ExplainedBlocks read) {
        if (level != null) {
            return level;
        }
        long subjects = read.blocks().stream().map(Block::subject).distinct().count();
        return subjects > 1 ? Unit.SUBJECT : Unit.RUN;
    }

    /** {@return the run or subject number of each series} */
    int[] groups(ExplainedBlocks read) {
        Function<Block, String> name =
                unit(read) == Unit.SUBJECT ? Block::subject : block -> block.subject() + " " + block.run();
        List<String> names = read.blocks().stream().map(name).distinct().toList();
        return read.blocks().stream()
                .mapToInt(block -> names.indexOf(name.apply(block)))
                .toArray();
    }

    /** Fails if the comparison is impossible. */
    void check(ExplainedBlocks read) {
        long subjects = read.blocks().stream().map(Block::subject).distinct().count();
        if (level == Unit.SUBJECT && subjects == 1) {
            throw BadRequest.of("{level} subject: there is one subject; {level} run or series compares within it");
        }
    }

    /** {@return the comparison of all classes with series} */
    GroupResult test(ExplainedBlocks read, long seed) {
        check(read);
        for (int k = 0; !allSteps && k < read.classNames().size(); k++) {
            checkTask(read, k);
        }
        SeriesSet set = read.set().withClassNames(classesWithSeries(read)).toBuilder()
                .groups(groups(read))
                .build();
        Level counted = unit(read) == Unit.SERIES ? Level.SERIES : Level.GROUP;
        GroupOptions options = new GroupOptions(counted, signed, twoSided, permutations, seed);
        return GroupComparison.of(
                read.maps(),
                Grouping.of(set, !allSteps && set.hasOnTask()),
                read.context().regions(),
                options);
    }

    /** {@return the names of the classes with series; a model may know more than occur in the data} */
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
            throw BadRequest.of(
                    "no scan of class '%s' is on task (its events are too short); {allSteps} takes all scans",
                    read.classNames().get(index));
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

    /** {@return what {@link #groups} returns, in the plural} */
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
