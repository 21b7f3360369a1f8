package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.DataPageHeader;

/**
 * Checks of what a page claims to hold. The classes that decode pages take memory for the run or the block that comes next,
 * as long as it says that it is; here each is compared with the bytes that there are.
 */
final class PageCheck {
    private static final int MOST_RUN = 1 << 20; // groups of 8 values of no bits
    private static final int MOST_BLOCK = 1 << 12; // values of a block of differences; usual are 128
    private static final int LONGEST_COUNT = 5; // bytes
    private static final int MOST_VALUES = 1 << 24;

    private final ColumnDescriptor column;
    private final Location place;
    private byte[] bytes = new byte[0];
    private int at;

    PageCheck(ColumnDescriptor column, Location place) {
        this.column = column;
        this.place = place;
    }

    /** Checks a page of the first version: levels and values, one after the other. */
    void first(byte[] page, Encoding encoding, DataPageHeader header) throws MalformedFileException {
        bytes = page;
        at = 0;
        if (column.getMaxRepetitionLevel() > 0) {
            place.require(
                    isRunLength(header.getRepetition_level_encoding()), "has levels in an old form that is not read");
            sizedRuns(width(column.getMaxRepetitionLevel()));
        }
        if (column.getMaxDefinitionLevel() > 0) {
            place.require(
                    isRunLength(header.getDefinition_level_encoding()), "has levels in an old form that is not read");
            sizedRuns(width(column.getMaxDefinitionLevel()));
        }
        values(encoding, header.getNum_values());
    }

    private static boolean isRunLength(org.apache.parquet.format.Encoding encoding) {
        return encoding == org.apache.parquet.format.Encoding.RLE;
    }

    /** Checks a page of the second version: its levels, and its values, unpacked. */
    void second(byte[] levels, int repetition, int definition, byte[] data, Encoding encoding, int count)
            throws MalformedFileException {
        bytes = levels;
        at = 0;
        runs(repetition, width(column.getMaxRepetitionLevel()));
        runs(repetition + definition, width(column.getMaxDefinitionLevel()));
        bytes = data;
        at = 0;
        values(encoding, count);
    }

    private static int width(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    private void values(Encoding encoding, int count) throws MalformedFileException {
        switch (encoding) {
            case PLAIN, BYTE_STREAM_SPLIT -> {}
            case RLE -> sizedRuns(1);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (at < bytes.length) {
                    int width = bytes[at++];
                    require(width >= 0 && width <= Integer.SIZE);
                    runs(bytes.length, width);
                }
            }
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY -> differences(count);
            case DELTA_BYTE_ARRAY -> {
                differences(count);
                differences(count);
            }
            default -> throw place.problem("has values in the encoding %s, which is not read", encoding);
        }
    }

    /** Checks runs behind their size in bytes. */
    private void sizedRuns(int width) throws MalformedFileException {
        require(at + Integer.BYTES <= bytes.length);
        int size = FileBytes.littleEndian(bytes, at);
        at += Integer.BYTES;
        require(size >= 0 && size <= bytes.length - at);
        runs(at + size, width);
    }

    /** Checks runs up to a byte. */
    private void runs(int to, int width) throws MalformedFileException {
        while (at < to) {
            long header = count(to);
            if ((header & 1) == 0) {
                at += (width + Byte.SIZE - 1) / Byte.SIZE;
            } else {
                long groups = header >>> 1;
                require((groups - 1) * width < to - at || (width == 0 && groups <= MOST_RUN));
                at = (int) Math.min(to, at + groups * width);
            }
            require(at <= to);
        }
    }

    /** Checks blocks of differences, and passes over them. */
    private void differences(int count) throws MalformedFileException {
        if (at == bytes.length && count == 0) {
            return;
        }
        long block = count(bytes.length);
        long miniBlocks = count(bytes.length);
        long left = count(bytes.length);
        require(block > 0 && block <= MOST_BLOCK && miniBlocks > 0 && block % miniBlocks == 0);
        require(left <= count && left <= MOST_VALUES);
        variable(bytes.length); // the first value
        left--;
        int each = (int) (block / miniBlocks);
        while (left > 0) {
            variable(bytes.length); // the least difference
            int widths = at;
            at += (int) miniBlocks;
            require(at <= bytes.length);
            for (int mini = 0; mini < miniBlocks && left > 0; mini++) {
                at += (bytes[widths + mini] & 0xFF) * each / Byte.SIZE;
                require(at <= bytes.length);
                left -= each;
            }
        }
    }

    /** Reads what is decoded as 32 bits without a sign: if it were more, the rest would be taken for other bits of it. */
    private long count(int to) throws MalformedFileException {
        int from = at;
        long value = variable(to);
        require(at - from <= LONGEST_COUNT && value >>> Integer.SIZE == 0);
        return value;
    }

    private long variable(int to) throws MalformedFileException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(at < to);
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw place.problem("is damaged: a page ends too early");
    }

    private void require(boolean condition) throws MalformedFileException {
        place.require(condition, "is damaged: a page claims to hold more than it does");
    }
}
