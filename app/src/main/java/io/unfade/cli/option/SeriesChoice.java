package io.unfade.cli.option;

import io.unfade.cli.base.UsageException;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which series of a file are meant. */
public final class SeriesChoice {
    private static final Pattern RANGE = Pattern.compile("(\\d*):(\\d*)");
    private static final String ALL = "all";

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

    /**
     * {@return the series that are meant}
     *
     * @param file where they are from, for messages
     */
    public SeriesSet of(SeriesSet set, Path file) {
        SeriesSet chosen = groups == null && otherGroups == null ? set : set.select(ofGroups(set, file));
        return range == null ? chosen : chosen.select(indices(range, chosen.count()));
    }

    /** {@return whether of some group only a part was chosen} */
    boolean dividesGroups(SeriesSet all, SeriesSet chosen) {
        return range != null
                && all.groups().isPresent()
                && !sizes(all).entrySet().containsAll(sizes(chosen).entrySet());
    }

    private static Map<Integer, Long> sizes(SeriesSet set) {
        return Arrays.stream(set.groups().orElseThrow())
                .boxed()
                .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
    }

    /** {@return whether all series of a file are meant} */
    boolean isAll() {
        return range == null && groups == null && otherGroups == null;
    }

    private int[] ofGroups(SeriesSet set, Path file) {
        String option = groups == null ? "--not-groups" : "--groups";
        if (groups != null && otherGroups != null) {
            throw new UsageException("--groups and --not-groups exclude each other");
        }
        int[] all = set.groups()
                .orElseThrow(() -> new UsageException(option + ": the series of " + file + " have no groups"));
        Set<Integer> named = groups == null ? Objects.requireNonNull(otherGroups) : groups;
        for (int group : named) {
            if (Arrays.stream(all).noneMatch(known -> known == group)) {
                throw new UsageException(option + ": " + file + " has no group " + group + "; there are "
                        + Arrays.stream(all).distinct().sorted().boxed().toList());
            }
        }
        int[] chosen = IntStream.range(0, all.length)
                .filter(i -> named.contains(all[i]) == (groups != null))
                .toArray();
        if (chosen.length == 0) {
            throw new UsageException(option + " leaves no series of " + file);
        }
        return chosen;
    }

    /** {@return the choice in words, by option} */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("series", range == null ? ALL : range);
        details.put("groups", groupsInWords());
        return details;
    }

    private String groupsInWords() {
        if (groups != null) {
            return joined(groups);
        }
        return otherGroups == null ? ALL : "all but " + joined(otherGroups);
    }

    private static String joined(Set<Integer> numbers) {
        return new TreeSet<>(numbers).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static int[] indices(String range, int count) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new UsageException("--series must look like 0:100, but was '" + range + "'");
        }
        long from = number(matcher.group(1), 0);
        long to = number(matcher.group(2), count);
        if (from >= to || to > count) {
            throw new UsageException(
                    "--series " + range + " is empty or goes past the end; the file holds " + count + " series");
        }
        return IntStream.range((int) from, (int) to).toArray();
    }

    private static long number(String digits, long absent) {
        try {
            return digits.isEmpty() ? absent : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new UsageException("--series: " + digits + " is too large");
        }
    }
}
