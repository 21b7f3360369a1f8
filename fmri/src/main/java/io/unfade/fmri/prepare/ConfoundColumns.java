package io.unfade.fmri.prepare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which confounds were removed from which runs; the columns of a preset differ from run to run. */
final class ConfoundColumns {
    private static final Pattern NUMBERED = Pattern.compile("(\\D*)(\\d{1,6})");

    /** From this many on, numbered columns are abbreviated as a range. */
    private static final int SERIES = 3;

    private final Map<List<String>, List<String>> runs = new LinkedHashMap<>();

    void add(String run, List<String> columns) {
        runs.computeIfAbsent(List.copyOf(columns), any -> new ArrayList<>()).add(run);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /**
     * {@return text such as {@code 4 in each run: csf, a_comp_cor_00 to a_comp_cor_02}; runs are named where they
     * differ}
     */
    String words() {
        return runs.entrySet().stream()
                .map(entry -> entry.getKey().size() + " in "
                        + (runs.size() == 1 ? "each run" : String.join(", ", entry.getValue()))
                        + (entry.getKey().isEmpty() ? "" : ": " + shown(entry.getKey())))
                .collect(Collectors.joining("; "));
    }

    private static String shown(List<String> columns) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < columns.size()) {
            int to = from + 1;
            while (to < columns.size() && follows(columns.get(to - 1), columns.get(to))) {
                to++;
            }
            if (to - from < SERIES) {
                parts.addAll(columns.subList(from, to));
            } else {
                parts.add(columns.get(from) + " to " + columns.get(to - 1));
            }
            from = to;
        }
        return String.join(", ", parts);
    }

    private static boolean follows(String before, String name) {
        Matcher one = NUMBERED.matcher(before);
        Matcher two = NUMBERED.matcher(name);
        return one.matches()
                && two.matches()
                && one.group(1).equals(two.group(1))
                && Integer.parseInt(one.group(2)) + 1 == Integer.parseInt(two.group(2));
    }
}
