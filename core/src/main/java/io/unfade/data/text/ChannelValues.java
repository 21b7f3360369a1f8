package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.GrowingDoubles;
import io.unfade.data.source.Location;
import io.unfade.data.source.TextNumber;

/**
 * The channels of one series, as in the archives' text formats: values separated by commas. All channels have the same
 * length. Reused series by series.
 */
final class ChannelValues {
    private final GrowingDoubles values = new GrowingDoubles();
    private int channels;
    private int length;

    /** Begins a series. */
    void clear() {
        values.clear();
        channels = 0;
    }

    /**
     * Adds a channel.
     *
     * @param line with the channel
     * @param from start index of its first value
     * @param to end index of its last value
     * @param location of the line
     * @throws MalformedFileException if a value is not a number, or the channel differs in length from those before
     */
    void add(String line, int from, int to, Location location) throws MalformedFileException {
        int before = values.size();
        int start = from;
        while (start <= to) {
            int stop = start; // not by indexOf, which would scan all later channels
            while (stop < to && line.charAt(stop) != ',') {
                stop++;
            }
            boolean room = values.add(TextNumber.cell(line.substring(start, stop), location));
            location.require(room, "has too many values");
            start = stop + 1;
        }
        end(values.size() - before, location);
    }

    /** {@return the list to add the values of a channel to; {@link #end} ends it} */
    GrowingDoubles values() {
        return values;
    }

    /**
     * Ends a channel.
     *
     * @param count the number of its values
     * @throws MalformedFileException if earlier ones differ in length
     */
    void end(int count, Location location) throws MalformedFileException {
        location.require(
                channels == 0 || count == length,
                "channel %d has %d values, but the channels before have %d",
                channels,
                count,
                length);
        length = count;
        channels++;
    }

    /** {@return the number of channels} */
    int channels() {
        return channels;
    }

    /** {@return the number of values per channel} */
    int length() {
        return length;
    }

    /** {@return the values, row-major {@code (length, channels)}} */
    double[] cells() {
        double[] cells = new double[values.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i % length * channels + i / length] = values.get(i);
        }
        return cells;
    }
}
