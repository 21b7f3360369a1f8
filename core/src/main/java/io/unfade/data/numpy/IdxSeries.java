package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesEnds;
import io.unfade.data.source.SourceStream;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads IDX files, the format of MNIST: a file of images {@code (n, rows, columns)} and, next to it, one of n labels.
 * Rows or columns become time. Values are not scaled, 0..255 for bytes.
 */
public final class IdxSeries {
    private IdxSeries() {}

    /**
     * Reads images and their labels.
     *
     * @throws MalformedFileException if a file is not of this format, or the two do not match
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        NpyArray images = array(file, 3);
        SeriesBuilder builder = cells(images, options, new Location(file, ""));
        Path labels = labelFile(file, options);
        if (labels != null) {
            NpyArray values = array(labels, 1);
            Location location = new Location(labels, "");
            location.require(
                    values.size() == images.shape()[0],
                    "has %d labels, but %s has %d images",
                    values.size(),
                    file,
                    images.shape()[0]);
            LabelArray.addTo(builder, values, location);
        }
        return builder.build();
    }

    private static SeriesBuilder cells(NpyArray images, ReadOptions options, Location location)
            throws MalformedFileException {
        int[] shape = images.shape();
        location.require(
                shape[0] > 0 && shape[1] > 0 && shape[2] > 0,
                "has shape %s, but every axis must be at least 1 long",
                Arrays.toString(shape));
        boolean rows = options.timeAxis() == TimeAxis.ROWS;
        int steps = rows ? shape[1] : shape[2];
        int features = rows ? shape[2] : shape[1];
        SeriesBuilder builder = SeriesSet.builder(precision(images), shape[0], steps, features);
        double[] cells = new double[steps * features];
        for (int series = 0; series < shape[0]; series++) {
            for (int i = 0; i < cells.length; i++) {
                int cell = rows ? i : i % steps * features + i / steps;
                cells[cell] = images.doubleAt(series * cells.length + i);
            }
            builder.cells(series * cells.length, DoubleBuffer.wrap(cells));
        }
        if (images.kind().isFloat()) {
            SeriesEnds ends = new SeriesEnds(location, options);
            ends.shorten(builder, location);
            ends.tell();
            options.missing().fill(builder, location);
        }
        return builder;
    }

    private static Precision precision(NpyArray images) {
        boolean wide = images.dtype().equals(">i4") || images.kind() == NpyArray.Kind.FLOAT64;
        return wide ? Precision.DOUBLE : Precision.SINGLE;
    }

    /** {@return the file of labels; null if there is none} */
    public static @Nullable Path labelFile(Path images, ReadOptions options) {
        return options.labels() == null ? sibling(images) : options.labels();
    }

    private static @Nullable Path sibling(Path images) {
        String name = String.valueOf(images.getFileName());
        Path labels = images.resolveSibling(name.replace("images-idx3", "labels-idx1"));
        return labels.equals(images) || !Files.exists(labels) ? null : labels;
    }

    private static NpyArray array(Path file, int rank) throws IOException {
        try (InputStream in = SourceStream.open(file)) {
            Location location = new Location(file, "");
            NpyHeader header = header(in, rank, location);
            return NpyArray.read(new NpyBlocks(header, in, SourceStream.limit(file), location));
        }
    }

    private static NpyHeader header(InputStream in, int rank, Location location) throws IOException {
        byte[] start = in.readNBytes(4 + 4 * rank);
        location.require(
                start.length >= 4 && start[0] == 0 && start[1] == 0,
                "is not in IDX format (its first bytes must be 0, 0, the type and the number of axes)");
        location.require(start[3] == rank, "has %d axes at byte 3, but must have %d", start[3] & 0xff, rank);
        location.require(start.length == 4 + 4 * rank, "ends inside the header of %d bytes", 4 + 4 * rank);
        String descr = switch (start[2]) {
            case 0x08 -> "|u1";
            case 0x09 -> "|i1";
            case 0x0B -> ">i2";
            case 0x0C -> ">i4";
            case 0x0D -> ">f4";
            case 0x0E -> ">f8";
            default -> throw location.problem("has the unknown type 0x%02X at byte 2", start[2]);
        };
        int[] shape = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = ByteBuffer.wrap(start).getInt(4 + 4 * axis);
            location.require(shape[axis] >= 0, "axis %d is longer than 2^31 - 1", axis);
        }
        return NpyHeader.of(NpyType.of(descr, location), false, shape, location);
    }
}
