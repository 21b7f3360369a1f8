package io.unfade.parquet;

import io.unfade.data.source.Location;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The times of a table as numbers that increase with them. Whole numbers, dates and time stamps are counted from the first of
 * them, so that they stay exact.
 */
final class StepTimes {
    private static final long NANOS = 1_000_000_000L;

    private final PrimitiveType type;
    private final boolean counted;
    private final long perSecond; // of a time stamp; 0 if it is none
    private long first;
    private boolean begun;

    StepTimes(PrimitiveType type) {
        this.type = type;
        PrimitiveTypeName name = type.getPrimitiveTypeName();
        counted = name != PrimitiveTypeName.FLOAT
                && name != PrimitiveTypeName.DOUBLE
                && name != PrimitiveTypeName.BOOLEAN;
        if (name == PrimitiveTypeName.INT96) {
            perSecond = NANOS;
        } else if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation stamp) {
            perSecond = switch (stamp.getUnit()) {
                case MILLIS -> 1000;
                case MICROS -> 1_000_000;
                case NANOS -> NANOS;
            };
        } else {
            perSecond = 0;
        }
    }

    /** Checks that the times of another file are of the same type. */
    void check(PrimitiveType other, Location file) throws IOException {
        file.require(other.equals(type), "has times of another type than the files before");
    }

    double of(ColumnCells cell, Location row) throws IOException {
        row.require(cell.isPresent(), "has no time");
        if (!counted) {
            double time = cell.number();
            row.require(Double.isFinite(time), "the time must be a finite number, but is %s", time);
            return time;
        }
        long time = cell.whole();
        if (!begun) {
            first = time;
            begun = true;
        }
        return (double) (time - first);
    }

    String inWords(double time) {
        if (!counted) {
            return Double.toString(time);
        }
        long whole = first + (long) time;
        if (perSecond > 0) {
            long left = Math.floorMod(whole, perSecond);
            return Instant.ofEpochSecond(Math.floorDiv(whole, perSecond), left * (NANOS / perSecond))
                    .toString();
        }
        return SeriesColumns.isTime(type) ? LocalDate.ofEpochDay(whole).toString() : Long.toString(whole);
    }
}
