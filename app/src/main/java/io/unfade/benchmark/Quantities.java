package io.unfade.benchmark;

import java.util.Locale;

/** Times and amounts of memory for people, in units that suit them. */
final class Quantities {
    static final String UNKNOWN = "-";

    private Quantities() {}

    static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return UNKNOWN;
        }
        if (seconds < 1e-3) {
            return format("%.2f us", seconds * 1e6);
        }
        return seconds < 1 ? format("%.2f ms", seconds * 1e3) : format("%.2f s", seconds);
    }

    static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return UNKNOWN;
        }
        if (bytes < 1e6) {
            return format("%.0f B", bytes);
        }
        return bytes < 1e9 ? format("%.1f MB", bytes / 1e6) : format("%.1f GB", bytes / 1e9);
    }

    private static String format(String template, double value) {
        return String.format(Locale.ROOT, template, value);
    }
}
