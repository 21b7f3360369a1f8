package io.unfade.cli.option;

import io.unfade.workflow.option.SeriesChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.Set;

/** Which series of a file are meant. */
public final class SeriesOptions {
    @Option(
            names = "--series",
            order = 60,
            paramLabel = "FROM:TO",
            description =
                    "Only these series, counted from 0, without TO; `8000:` means from 8000 to the last. Counted among the "
                            + "chosen groups.")
    private @Nullable String range;

    @Option(
            names = "--groups",
            order = 60,
            paramLabel = "N",
            split = ",",
            description = "Only the series of these groups (runs, subjects), separated by commas.")
    private @Nullable Set<Integer> groups;

    @Option(
            names = "--not-groups",
            order = 60,
            paramLabel = "N",
            split = ",",
            description = "All series but those of these groups: with --groups, a run or a subject is held out.")
    private @Nullable Set<Integer> otherGroups;

    public SeriesChoice choice() {
        return new SeriesChoice(range, groups, otherGroups);
    }
}
