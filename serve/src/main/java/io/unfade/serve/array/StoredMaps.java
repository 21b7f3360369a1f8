package io.unfade.serve.array;

import io.unfade.attribution.SaliencyFile;
import io.unfade.data.numpy.NpzFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** Maps that are too many to hold: each is read when it is asked for. */
public record StoredMaps(Path file, SaliencyFile.Outline outline) implements MapsView {
    @Override
    public Matrix values(int index) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return matrix(cells(npz, index, 1));
        }
    }

    private int area() {
        return Math.multiplyExact(outline.steps(), outline.features());
    }

    private double[] cells(NpzFile npz, int first, int count) throws IOException {
        return npz.elements("saliency", Math.multiplyExact(first, area()), Math.multiplyExact(count, area()))
                .toDoubles();
    }

    private Matrix matrix(double[] cells) {
        float[] values = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = (float) cells[i];
        }
        return new Matrix(outline.steps(), outline.features(), values);
    }

    @Override
    public Matrix mean(@Nullable Integer target) throws IOException {
        Mean mean = new Mean(area());
        try (NpzFile npz = NpzFile.open(file)) {
            npz.read("saliency", blocks -> {
                Cells cells = new Cells(mean, target);
                byte[] space = blocks.space();
                for (var block = blocks.next(space); block != null; block = blocks.next(space)) {
                    while (block.hasRemaining()) {
                        cells.add(blocks.header().type().width() == Float.BYTES ? block.getFloat() : block.getDouble());
                    }
                }
                return true;
            });
        }
        return mean.matrix(outline.steps(), outline.features());
    }

    @Override
    public long weight() {
        return 64L * outline.count();
    }

    /** Takes the cells of all maps one after another. */
    private final class Cells {
        private final Mean mean;
        private final @Nullable Integer target;
        private final int area = area();
        private long at;

        Cells(Mean mean, @Nullable Integer target) {
            this.mean = mean;
            this.target = target;
        }

        void add(double value) {
            int series = (int) (at / area);
            if (target == null || outline.targets()[series] == target) {
                mean.add((int) (at % area), value);
            }
            at++;
        }
    }
}
