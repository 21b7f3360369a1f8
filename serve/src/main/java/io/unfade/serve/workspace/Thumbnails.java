package io.unfade.serve.workspace;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.MapThumbnail;
import io.unfade.serve.array.ArrayFiles;
import io.unfade.serve.array.Matrix;
import io.unfade.serve.array.Recent;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Small pictures of the first series of a file of data, and of the mean of |saliency| of a file of maps. Thread-safe. */
final class Thumbnails {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 80;
    private static final long KEPT = 16 << 20;

    private final ArrayFiles arrays;
    private final Recent<byte[]> recent = new Recent<>(KEPT, png -> png.length);

    Thumbnails(ArrayFiles arrays) {
        this.arrays = arrays;
    }

    /**
     * {@return a picture as PNG}
     *
     * @throws NoSuchFileException if there is none of this item
     */
    byte[] of(Item item, Path path) throws IOException {
        if (item.problem() != null || item.about().path("count").asInt() == 0) {
            throw new NoSuchFileException(item.name(), null, "there is no picture of it");
        }
        return switch (item.kind()) {
            case DATA -> recent.of(path, file -> png(arrays.series(file).values(0), ColorScale.signed("value")));
            case MAPS ->
                recent.of(path, file -> png(arrays.maps(file).mean(null), ColorScale.magnitude("mean |saliency|")));
            default -> throw new NoSuchFileException(item.name(), null, "there is no picture of it");
        };
    }

    private static byte[] png(Matrix matrix, ColorScale scale) {
        double[] cells = IntStream.range(0, matrix.values().length)
                .mapToDouble(i -> finite(matrix.values()[i]))
                .toArray();
        CellMap map = CellMap.of(
                matrix.steps(),
                IntStream.range(0, matrix.features())
                        .mapToObj(Integer::toString)
                        .toList(),
                cells);
        return MapThumbnail.png(map, scale, WIDTH, HEIGHT);
    }

    /** {@return a value for a picture: float32 may not hold all that a file holds} */
    private static double finite(float value) {
        return Float.isInfinite(value) ? Math.copySign(Float.MAX_VALUE, value) : value;
    }
}
