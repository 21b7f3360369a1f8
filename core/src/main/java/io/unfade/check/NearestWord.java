package io.unfade.check;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Suggestions for an unknown word. */
public final class NearestWord {
    private static final int SHOWN = 3;
    private static final int LETTERS_A_FAULT = 3;
    private static final int SHORTEST_PART = 3;
    private static final int LONGEST = 100;

    private NearestWord() {}

    /**
     * {@return a clause such as {@code "; did you mean lstm?"} or {@code "; did you mean trans_x, trans_y or trans_z?"};
     * empty if no word is near}
     */
    public static String clause(String wanted, Collection<String> known) {
        List<String> near = near(wanted, known);
        if (near.isEmpty()) {
            return "";
        }
        int last = near.size() - 1;
        String others = String.join(", ", near.subList(0, last));
        return "; did you mean " + (others.isEmpty() ? "" : others + " or ") + near.get(last) + "?";
    }

    /**
     * {@return the nearest words, at most {@value #SHOWN} equally near ones, in their order}
     *
     * <p>A word is near if it differs in case, in one of three letters (inserted, deleted, changed, or two swapped), or
     * contains or continues the wanted word. O(letters of the wanted word x letters of all known words).
     */
    public static List<String> near(String wanted, Collection<String> known) {
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return List.of();
        }
        int[] distances =
                known.stream().mapToInt(word -> distance(wanted, word)).toArray();
        int limit = Math.min(Math.max(1, wanted.length() / LETTERS_A_FAULT), wanted.length() - 1);
        int least = limit;
        for (int distance : distances) {
            least = Math.min(least, distance);
        }
        List<String> words = List.copyOf(known);
        int nearest = least;
        return IntStream.range(0, distances.length)
                .filter(i -> distances[i] == nearest)
                .mapToObj(words::get)
                .distinct()
                .limit(SHOWN)
                .toList();
    }

    private static int distance(String wanted, String word) {
        String a = wanted.toLowerCase(Locale.ROOT);
        String b = word.toLowerCase(Locale.ROOT);
        if (a.equals(b)) {
            return 0;
        }
        if (b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        boolean part = (a.length() >= SHORTEST_PART && b.contains(a)) || (b.length() >= SHORTEST_PART && a.contains(b));
        return part || (a.length() == 2 && b.startsWith(a)) ? 1 : edits(a, b);
    }

    /** Damerau-Levenshtein distance, in the form that edits no substring twice. */
    private static int edits(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
