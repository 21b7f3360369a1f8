package io.unfade.workflow.option;

import io.unfade.workflow.base.BadRequest;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time that a job may take, as users write it, such as "90s", "10m" or "1h". */
public final class TimeBudget {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(s|m|h)");

    private TimeBudget() {}

    /**
     * {@return the seconds of a text}
     *
     * @throws BadRequest if it is no time, or 0
     */
    public static double seconds(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw BadRequest.of("{budget} must be a time such as 90s, 10m or 1h, but was '%s'", text);
        }
        int number = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> number;
            case "m" -> Duration.ofMinutes(number).toSeconds();
            default -> Duration.ofHours(number).toSeconds();
        };
    }

    /** {@return a time as users write it} */
    public static String inWords(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole % 3600 == 0) {
            return whole / 3600 + "h";
        }
        return whole > 120 ? (whole + 59) / 60 + "m" : String.format(Locale.ROOT, "%ds", whole);
    }
}
