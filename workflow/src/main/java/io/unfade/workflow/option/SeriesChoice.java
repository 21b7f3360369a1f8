package io.unfade.workflow.option;

import io.unfade.data.SeriesSet;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

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

/** Which series of a file to use. */
public record SeriesChoice(
        @Meaning(
                value = "Only these series, counted from 0, without TO; `8000:` means from 8000 to the last. "
                        + "Counted among the chosen groups.",
                label = "FROM:TO")
        @Nullable
        String series,

        @Meaning("Only the series of these groups (runs, subjects), separated by commas.") @Nullable
        Set<Integer> groups,

        @Meaning("All series but those of these groups: with {groups}, a run or a subject is held out.") @Nullable
        Set<Integer> notGroups) {
    private static final Pattern RANGE = Pattern.compile("(\\d*):(\\d*)");
    private static final String ALL = "all";

    /** Sorts numbers. */
    public SeriesChoice {
        groups = groups == null ? null : new TreeSet<>(groups);
        notGroups = notGroups == null ? null : new TreeSet<>(notGroups);
    }

    /** All series. */
    public SeriesChoice() {
        this(null, null, null);
    }

    /**
     * {@return the chosen series}
     *
     * @param file their source, for messages
     */
    public SeriesSet of(SeriesSet set, Path file) {
        SeriesSet chosen = groups == null && notGroups == null ? set : set.select(ofGroups(set, file));
        return series == null ? chosen : chosen.select(indices(series, chosen.count()));
    }

    /** {@return whether only a part of some group was chosen} */
    boolean dividesGroups(SeriesSet all, SeriesSet chosen) {
        return series != null
                && all.groups().isPresent()
                && !sizes(all).entrySet().containsAll(sizes(chosen).entrySet());
    }

    private static Map<Integer, Long> sizes(SeriesSet set) {
        return Arrays.stream(set.groups().orElseThrow())
                .boxed()
                .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
    }

    /** {@return whether all series of a file are chosen} */
    boolean isAll() {
        return series == null && groups == null && notGroups == null;
    }

    private int[] ofGroups(SeriesSet set, Path file) {
        String option = groups == null ? "notGroups" : "groups";
        if (groups != null && notGroups != null) {
            throw BadRequest.of("{groups} and {notGroups} exclude each other");
        }
        int[] all = set.groups().orElseThrow(() -> BadRequest.in(option, "the series of %s have no groups", file));
        Set<Integer> named = groups == null ? Objects.requireNonNull(notGroups) : groups;
        for (int group : named) {
            if (Arrays.stream(all).noneMatch(known -> known == group)) {
                throw BadRequest.in(
                        option,
                        "%s has no group %s; there are %s",
                        file,
                        group,
                        Arrays.stream(all).distinct().sorted().boxed().toList());
            }
        }
        int[] chosen = IntStream.range(0, all.length)
                .filter(i -> named.contains(all[i]) == (groups != null))
                .toArray();
        if (chosen.length == 0) {
            throw BadRequest.of("{" + option + "} leaves no series of %s", file);
        }
        return chosen;
    }

    /** {@return the choice in words, by option} */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("series", series == null ? ALL : series);
        details.put("groups", groupsInWords());
        return details;
    }

    private String groupsInWords() {
        if (groups != null) {
            return joined(groups);
        }
        return notGroups == null ? ALL : "all but " + joined(notGroups);
    }

    private static String joined(Set<Integer> numbers) {
        return new TreeSet<>(numbers).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static int[] indices(String range, int count) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw BadRequest.of("{series} must look like 0:100, but was '%s'", range);
        }
        long from = number(matcher.group(1), 0);
        long to = number(matcher.group(2), count);
        if (from >= to || to > count) {
            throw BadRequest.of("{series} %s is empty or goes past the end; the file holds %d series", range, count);
        }
        return IntStream.range((int) from, (int) to).toArray();
    }

    private static long number(String digits, long absent) {
        try {
            return digits.isEmpty() ? absent : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw BadRequest.in("series", "%s is too large", digits);
        }
    }
}
