package io.unfade.report.map;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.TimeDirection;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A small picture of a map without axes: time to the right, the first feature at the top, transparent where there is no data. */
public final class MapThumbnail {
    private MapThumbnail() {}

    /**
     * {@return the picture as PNG bytes}
     *
     * @param width in pixels, about: cells are all of one size, at least a pixel
     * @param height likewise
     */
    public static byte[] png(CellMap map, ColorScale scale, int width, int height) {
        MapRaster raster = new MapRaster(map, TimeDirection.RIGHT, width, height);
        BufferedImage image = raster.image(scale.colors(), raster.levels(scale.limits(map)), width / 2, height / 2);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }
}
