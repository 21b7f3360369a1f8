package io.unfade.fmri.bids;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that may have been meant. */
final class NearNames {
    private static final int SHOWN = 3;

    private NearNames() {}

    /** {@return a clause such as {@code "; near ones are csf, csf_power2"}; empty if no name is near} */
    static String clause(String wanted, List<String> names) {
        int limit = Math.max(2, wanted.length() / 3);
        String near = names.stream()
                .filter(name -> distance(wanted, name) <= limit)
                .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; near ones are " + near;
    }

    /** {@return how many letters must be put in, left out or changed, whatever their case; 0 or 1 if one holds the other} */
    private static int distance(String wanted, String name) {
        String a = wanted.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        if (a.contains(b) || b.contains(a)) {
            return a.equals(b) ? 0 : 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
