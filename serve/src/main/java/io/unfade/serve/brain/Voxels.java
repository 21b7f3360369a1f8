package io.unfade.serve.brain;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.NiftiImage;
import io.unfade.fmri.image.Volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** The numbers of images as bytes, bounded before they are read; few are read at once. Thread-safe. */
final class Voxels {
    /** Of the largest volume: 256 along each axis. */
    static final long MOST_VOXELS = 1L << 24;

    /** Of all volumes of an image whose smallest and largest values are looked for. */
    private static final long MOST_SCANNED = 1L << 25;

    private static final int AT_ONCE = 2;

    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * The numbers of a volume.
     *
     * @param grid where they are
     * @param bytes little-endian, four for each voxel, the first axis fastest
     */
    record Sent(Grid grid, byte[] bytes) {}

    /** Smallest and largest finite value of each volume. */
    record Extents(double[] least, double[] largest) {}

    /**
     * Fails if a volume is too large to be sent.
     *
     * @throws TooLarge if it is
     */
    static void requireRoom(NiftiImage image, String name) {
        long voxels = image.grid().size();
        if (voxels > MOST_VOXELS) {
            throw new TooLarge(name + " has " + image.grid().describe() + ": " + voxels + " in a volume, but at most "
                    + MOST_VOXELS + " can be shown");
        }
    }

    /** {@return a volume as float32} */
    Sent floats(NiftiImage image, String name, int index) throws IOException {
        Require.argument(
                index >= 0 && index < image.volumes(),
                "there is no volume %s; there are %s, counted from 0",
                index,
                image.volumes());
        requireRoom(image, name);
        return held(() -> {
            Volume volume = image.readVolume(index);
            byte[] bytes = new byte[Integer.BYTES * volume.values().length];
            ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : volume.values()) {
                numbers.putFloat((float) value);
            }
            return new Sent(volume.grid(), bytes);
        });
    }

    /** {@return the labels of an atlas as int32} */
    Sent labels(NiftiImage image, String name) throws IOException {
        requireRoom(image, name);
        return held(() -> {
            Volume volume = image.readVolume();
            byte[] bytes = new byte[Integer.BYTES * volume.values().length];
            ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : volume.values()) {
                if (value < 0 || value != (int) value) {
                    throw new MalformedFileException(
                            image.path(), "", "must hold labels, whole numbers of at least 0, but holds " + value);
                }
                numbers.putInt((int) value);
            }
            return new Sent(volume.grid(), bytes);
        });
    }

    /** {@return smallest and largest values; NaN where they are not looked for, since there are too many} */
    Extents extents(NiftiImage image) throws IOException {
        double[] least = new double[image.volumes()];
        double[] largest = new double[image.volumes()];
        if ((long) image.volumes() * image.grid().size() > MOST_SCANNED) {
            Arrays.fill(least, Double.NaN);
            Arrays.fill(largest, Double.NaN);
            return new Extents(least, largest);
        }
        return held(() -> {
            int size = image.grid().size();
            image.forEachVolume((index, values) -> {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int voxel = 0; voxel < size; voxel++) {
                    if (Double.isFinite(values[voxel])) {
                        low = Math.min(low, values[voxel]);
                        high = Math.max(high, values[voxel]);
                    }
                }
                least[index] = low <= high ? low : 0;
                largest[index] = low <= high ? high : 0;
            });
            return new Extents(least, largest);
        });
    }

    private <T> T held(Work<T> work) throws IOException {
        room.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T get() throws IOException;
    }
}
