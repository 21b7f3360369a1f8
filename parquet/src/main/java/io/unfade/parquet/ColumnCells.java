package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** The cells of a column in a row group, one after the other: a value, or none, and where lists begin. */
final class ColumnCells {
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long LOW_BITS = 0xFFFFFFFFL;

    private final Location place;
    private final PrimitiveTypeName type;
    private final int present;
    private final boolean unsigned;
    private final long total;
    private final @Nullable ColumnReader reader;
    private long read;

    private ColumnCells(ColumnDescriptor column, Location place, long total, @Nullable ColumnReader reader) {
        this.total = total;
        this.place = place;
        this.reader = reader;
        type = column.getPrimitiveType().getPrimitiveTypeName();
        present = column.getMaxDefinitionLevel();
        LogicalTypeAnnotation meaning = column.getPrimitiveType().getLogicalTypeAnnotation();
        unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
    }

    /**
     * {@return the cells, before the first of them}
     *
     * @param writer what wrote the file, by which some faulty encodings are known
     */
    static ColumnCells of(ColumnDescriptor column, Location place, ColumnPages pages, @Nullable String writer)
            throws IOException {
        if (pages.getTotalValueCount() == 0) {
            return new ColumnCells(column, place, 0, null);
        }
        try {
            ColumnReader reader = new ColumnReaderImpl(column, pages, new PrimitiveConverter() {}, version(writer));
            return new ColumnCells(column, place, pages.getTotalValueCount(), reader);
        } catch (RuntimeException e) {
            throw damaged(place, e);
        }
    }

    private static @Nullable ParsedVersion version(@Nullable String writer) {
        try {
            return writer == null ? null : VersionParser.parse(writer);
        } catch (VersionParseException e) {
            return null;
        }
    }

    private static IOException damaged(Location place, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            boolean own = cause instanceof UncheckedIOException;
            if (own && cause.getCause() instanceof IOException found && !(found instanceof EOFException)) {
                return found;
            }
        }
        return new MalformedFileException(place.file(), place.place(), "is damaged: its values cannot be decoded", e);
    }

    /** Goes on to the next cell. Returns whether there is one. */
    boolean next() throws IOException {
        if (read == total) {
            return false;
        }
        try {
            if (read > 0) {
                reader().consume();
            }
        } catch (RuntimeException e) {
            throw damaged(place, e);
        }
        read++;
        return true;
    }

    private ColumnReader reader() {
        if (reader == null) {
            throw new IllegalStateException("the column has no cells");
        }
        return reader;
    }

    /** {@return how many lists this cell goes on in; 0 if a row begins} */
    int repetition() {
        return reader().getCurrentRepetitionLevel();
    }

    /** {@return how many of what may be missing around the cell, and itself, are there} */
    int definition() {
        return reader().getCurrentDefinitionLevel();
    }

    /** {@return whether the cell has a value} */
    boolean isPresent() {
        return definition() == present;
    }

    /** {@return the number in a cell that has one; of truth values 0 or 1} */
    double number() throws IOException {
        try {
            return switch (type) {
                case FLOAT -> reader().getFloat();
                case DOUBLE -> reader().getDouble();
                case BOOLEAN -> reader().getBoolean() ? 1 : 0;
                default -> whole();
            };
        } catch (RuntimeException e) {
            throw damaged(place, e);
        }
    }

    /** {@return the whole number in a cell that has one} */
    long whole() throws IOException {
        try {
            if (type == PrimitiveTypeName.INT64) {
                return reader().getLong();
            }
            if (type == PrimitiveTypeName.INT96) {
                return nanoseconds(reader().getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
            }
            return unsigned ? reader().getInteger() & LOW_BITS : reader().getInteger();
        } catch (RuntimeException e) {
            throw damaged(place, e);
        }
    }

    /** A time stamp in an old form: nanoseconds of the day, and the day by the Julian calendar. */
    private static long nanoseconds(ByteBuffer stamp) {
        long nanos = stamp.getLong(stamp.position());
        long day = stamp.getInt(stamp.position() + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
        return day * Duration.ofDays(1).toNanos() + nanos;
    }

    /** {@return the text in a cell that has one, or its whole number or truth value as text} */
    String text() throws IOException {
        try {
            return switch (type) {
                case BINARY -> reader().getBinary().toStringUsingUTF8();
                case BOOLEAN -> Boolean.toString(reader().getBoolean());
                case INT64 -> unsigned ? Long.toUnsignedString(whole()) : Long.toString(whole());
                default -> Long.toString(whole());
            };
        } catch (RuntimeException e) {
            throw damaged(place, e);
        }
    }
}
