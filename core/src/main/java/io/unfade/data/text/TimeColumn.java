package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Times in text formats, all of one kind: numbers, or ISO 8601 dates and times, with or without an offset from UTC.
 * Dates become nanoseconds since the first, which is exact over a few weeks.
 */
final class TimeColumn {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DATE_LENGTH = 10;
    private static final String UTC = " UTC";
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private @Nullable Kind kind;
    private LocalDateTime first = LocalDateTime.MIN;

    /** The kind of all times of a column. */
    private enum Kind {
        NUMBER("a number"),
        LOCAL("a date without an offset from UTC"),
        OFFSET("a date with an offset from UTC");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * {@return a time as a number that increases with it}
     *
     * @param text the time
     * @param number its value, if it is a decimal number
     * @param place of the time, for messages
     * @throws MalformedFileException if it is not a time, or of another kind than those before
     */
    double value(String text, OptionalDouble number, Supplier<Location> place) throws MalformedFileException {
        if (number.isPresent()) {
            require(Kind.NUMBER, text, place);
            if (!Double.isFinite(number.getAsDouble())) {
                throw place.get()
                        .problem("time stamp %s is too large; it must be a finite number", PlainText.quote(text));
            }
            return number.getAsDouble();
        }
        TemporalAccessor parsed = parsed(text.strip());
        if (parsed == null) {
            throw place.get()
                    .problem(
                            "time stamp %s is neither a number nor a date (ISO 8601, such as 2024-01-31 or 2024-01-31"
                                    + " 23:59:59)",
                            PlainText.quote(text));
        }
        require(parsed instanceof OffsetDateTime ? Kind.OFFSET : Kind.LOCAL, text, place);
        LocalDateTime time = universal(parsed);
        if (first.equals(LocalDateTime.MIN)) {
            first = time;
        }
        Duration since = Duration.between(first, time);
        return since.getSeconds() * NANOS_PER_SECOND + since.getNano();
    }

    private void require(Kind found, String text, Supplier<Location> place) throws MalformedFileException {
        Kind known = kind == null ? found : kind;
        kind = known;
        if (found != known) {
            throw place.get()
                    .problem(
                            "time stamp %s is %s, but those before are each %s",
                            PlainText.quote(text), found.words, known.words);
        }
    }

    private static @Nullable TemporalAccessor parsed(String text) {
        boolean withTime = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
        String iso = withTime ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1) : text;
        String zoned = iso.endsWith(UTC) ? iso.substring(0, iso.length() - UTC.length()) + 'Z' : iso;
        try {
            return FORMAT.parseBest(zoned, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDateTime universal(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime offset) {
            return offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return parsed instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(parsed);
    }

    /** {@return a result of {@link #value}, formatted} */
    String inWords(double value) {
        if (kind == Kind.NUMBER) {
            return Double.toString(value);
        }
        long seconds = (long) Math.floor(value / NANOS_PER_SECOND);
        LocalDateTime time = first.plusSeconds(seconds).plusNanos((long) (value - seconds * NANOS_PER_SECOND));
        return kind == Kind.OFFSET ? time.atOffset(ZoneOffset.UTC).toString() : time.toString();
    }
}
