package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.GrowingDoubles;
import io.unfade.data.source.Location;
import io.unfade.data.source.TextNumber;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads one case of a {@code .ts} file with time stamps, {@code (time,value),(time,value),...}. A time is a number or a
 * date such as {@code 2007-01-31 23:59:59}.
 */
final class TsTimeStamps {
    private static final int SHOWN = 64;

    private final String line;
    private final int end;
    private final Location location;
    private final List<String> times = new ArrayList<>();
    private final TimeColumn column = new TimeColumn();
    private final GrowingDoubles values = new GrowingDoubles();
    private int at;
    private int count;

    /**
     * @param line the line of the case
     * @param end end index of its values
     */
    TsTimeStamps(String line, int end, Location location) {
        this.line = line;
        this.end = end;
        this.location = location;
    }

    /**
     * Adds the values of all channels, one channel after the other.
     *
     * @throws MalformedFileException if the text has another form, times do not increase or differ between channels
     */
    void readChannels(ChannelValues channels) throws MalformedFileException {
        do {
            readChannel(channels.channels(), channels.values());
            channels.end(count, location);
        } while (skip(':'));
        skipBlanks();
        location.require(at == end, "expected ',' or ':' after a value, but found %s", rest());
    }

    private void readChannel(int channel, GrowingDoubles target) throws MalformedFileException {
        int step = 0;
        do {
            location.require(skip('('), "expected '(time,value)', but found %s", rest());
            int close = line.indexOf(')', at);
            location.require(close >= 0 && close < end, "the bracket at %s is never closed", rest());
            String pair = line.substring(at, close);
            int comma = pair.lastIndexOf(',');
            location.require(comma >= 0, "expected '(time,value)', but found %s", PlainText.quote("(" + pair + ")"));
            checkTime(channel, step++, pair.substring(0, comma).strip());
            boolean room = target.add(TextNumber.cell(pair.substring(comma + 1), location));
            location.require(room, "has too many values");
            at = close + 1;
        } while (skip(','));
        count = step;
    }

    private void checkTime(int channel, int step, String time) throws MalformedFileException {
        if (channel > 0) {
            location.require(step < times.size(), "channel %d has more values than the channels before", channel);
            location.require(
                    time.equals(times.get(step)),
                    "channel %d has its value %d at time %s, but the channels before have it at %s",
                    channel,
                    step,
                    PlainText.quote(time),
                    PlainText.quote(times.get(step)));
            return;
        }
        double value = column.value(time, TextNumber.decimal(time), () -> location);
        location.require(
                step == 0 || value > values.get(step - 1),
                "time stamps must rise, but %s comes after %s",
                PlainText.quote(time),
                PlainText.quote(step == 0 ? "" : times.get(step - 1)));
        location.require(values.add(value), "has too many values");
        times.add(time);
    }

    /** {@return the times of the steps, increasing} */
    double[] times() {
        return values.toArray();
    }

    private boolean skip(char c) {
        skipBlanks();
        if (at < end && line.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < end && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }

    private String rest() {
        return at < end ? PlainText.quote(line.substring(at, Math.min(end, at + SHOWN))) : "the end";
    }
}
