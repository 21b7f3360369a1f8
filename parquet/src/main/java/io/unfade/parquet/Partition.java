package io.unfade.parquet;

import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * What the names of the folders around a file, {@code KEY=VALUE}, say of all rows in it: Spark and Hive leave the columns of
 * such keys out of the file. Other keys say nothing of series.
 *
 * @param label null if there is none
 * @param group null if there is none
 */
record Partition(@Nullable String label, @Nullable Long group) {
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    /** {@return what the folders say that are in that of the table} */
    static Partition of(Path table, Path file) throws IOException {
        String label = null;
        Long group = null;
        Path folders = table.relativize(file).getParent();
        for (Path folder : folders == null ? Path.of("") : folders) {
            String name = folder.toString();
            String key = name.substring(0, Math.max(0, name.indexOf('='))).toLowerCase(Locale.ROOT);
            if (key.equals(SeriesColumns.LABEL)) {
                label = value(name);
            } else if (key.equals(SeriesColumns.GROUP)) {
                String value = value(name);
                group = value == null ? null : whole(value, new Location(file, ""));
            }
        }
        return new Partition(label, group);
    }

    /** {@return whether the name of a folder is of this form} */
    static boolean isNamed(String folder) {
        return folder.indexOf('=') > 0;
    }

    private static @Nullable String value(String folder) {
        String text = folder.substring(folder.indexOf('=') + 1);
        try {
            String value = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return value.isBlank() || value.equals(NULL) ? null : value;
        } catch (IllegalArgumentException e) { // a % of its own
            return text;
        }
    }

    private static long whole(String value, Location file) throws IOException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw file.problem(
                    "is in a folder of the group %s, but groups must be whole numbers", PlainText.quote(value));
        }
    }

    /** The place of a folder among others: by the key, then by the value if it is a whole number. */
    record Rank(String name, BigInteger number) {
        static final Comparator<Rank> ORDER = Comparator.comparing(Rank::name).thenComparing(Rank::number);

        static Rank of(String name) {
            int value = name.indexOf('=') + 1;
            boolean whole = value > 0 && name.substring(value).matches("-?[0-9]{1,40}");
            return whole
                    ? new Rank(name.substring(0, value), new BigInteger(name.substring(value)))
                    : new Rank(name, BigInteger.ZERO);
        }
    }
}
