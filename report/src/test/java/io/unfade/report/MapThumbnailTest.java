package io.unfade.report;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.map.MapThumbnail;
import org.junit.jupiter.api.Test;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Small pictures of maps. */
class MapThumbnailTest {
    private static BufferedImage image(CellMap map) throws IOException {
        byte[] png = MapThumbnail.png(map, ColorScale.magnitude("number"), 160, 80);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void png_ofAFewCells_hasABlockForEach() throws IOException {
        CellMap map = CellMap.of(3, List.of("a", "b"), new double[] {0, 1, 0, 0, Double.NaN, 0});
        BufferedImage image = image(map);
        int width = image.getWidth() / 3;
        int height = image.getHeight() / 2;
        assertThat(image.getRGB(width / 2, height + height / 2) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(1));
        assertThat(image.getRGB(width / 2, height / 2) & 0xffffff).isEqualTo(ColorMap.VIRIDIS.rgb(0));
        assertThat(image.getRGB(2 * width + width / 2, height / 2) >>> 24)
                .as("opacity of an absent cell")
                .isZero();
    }

    @Test
    void png_ofManyCells_losesNoSpike() throws IOException {
        List<String> names = IntStream.range(0, 400).mapToObj(Integer::toString).toList();
        CellMap map = CellMap.of(5000, names, (time, feature) -> time == 2345 && feature == 77 ? 1 : 0);
        BufferedImage image = image(map);
        assertThat(image.getWidth()).isBetween(80, 320);
        long bright = IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff)
                        == ColorMap.VIRIDIS.rgb(1))
                .count();
        assertThat(bright).isPositive();
    }
}
