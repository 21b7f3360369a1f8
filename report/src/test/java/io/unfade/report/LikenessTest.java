package io.unfade.report;

import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.map.ConfusionFigure;
import io.unfade.report.map.HeatMapFigure;
import org.junit.jupiter.api.Test;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What a comparison of pictures must detect, and what it must tolerate. */
class LikenessTest {
    private static BufferedImage mass(double factor) throws IOException {
        return Pictures.of(PictureTest.mass(factor));
    }

    private static boolean alike(Figure one, Figure other) throws IOException {
        return Likeness.of(Pictures.of(one), Pictures.of(other)).alike();
    }

    private static Figure lines(int count, boolean swapped) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(Line.of("same name", new double[] {i, i + 1.0, 0.5 * i, 3}));
        }
        if (swapped) {
            Collections.reverse(lines);
        }
        return LineFigure.overSteps("T", "v", lines);
    }

    @Test
    void alike_samePicture_isTrue() throws IOException {
        Likeness likeness = Likeness.of(mass(1.3), mass(1.3));
        assertThat(likeness.alike()).isTrue();
        assertThat(likeness.strong()).isZero();
        assertThat(likeness.faintShare()).isZero();
    }

    /* The effect of other machines on text and lines. */
    @Test
    void alike_movedByAPixelSoftenedOrGrainy_isTrue() throws IOException {
        BufferedImage picture = mass(1.3);
        BufferedImage moved = new BufferedImage(picture.getWidth(), picture.getHeight(), picture.getType());
        moved.createGraphics().drawImage(picture, 1, 1, null);
        for (int i = 0; i < picture.getWidth(); i++) {
            moved.setRGB(i, 0, 0xffffff);
        }
        for (int i = 0; i < picture.getHeight(); i++) {
            moved.setRGB(0, i, 0xffffff);
        }
        assertThat(Likeness.of(picture, moved).alike()).as("moved").isTrue();

        float[] weights = {0, 0.025f, 0, 0.025f, 0.9f, 0.025f, 0, 0.025f, 0};
        BufferedImage soft =
                new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(picture, null);
        assertThat(Likeness.of(picture, soft).alike()).as("softened").isTrue();

        BufferedImage grainy = mass(1.3);
        Random random = new Random(1);
        for (int x = 0; x < grainy.getWidth(); x++) {
            for (int y = 0; y < grainy.getHeight(); y++) {
                Color color = new Color(grainy.getRGB(x, y));
                int by = random.nextInt(17) - 8;
                grainy.setRGB(
                        x,
                        y,
                        new Color(by(color.getRed(), by), by(color.getGreen(), by), by(color.getBlue(), by)).getRGB());
            }
        }
        assertThat(Likeness.of(picture, grainy).alike()).as("grainy").isTrue();
    }

    private static int by(int channel, int change) {
        return Math.max(0, Math.min(255, channel + change));
    }

    @Test
    void alike_missingLine_isFalse() throws IOException {
        assertThat(alike(lines(3, false), lines(2, false))).isFalse();
    }

    @Test
    void alike_swappedColours_isFalse() throws IOException {
        assertThat(alike(lines(2, false), lines(2, true))).isFalse();
        assertThat(Pictures.words(lines(2, false)))
                .as("not detected by words and colours")
                .isEqualTo(Pictures.words(lines(2, true)));
    }

    @Test
    void alike_paleBandGone_isFalse() throws IOException {
        assertThat(Likeness.of(mass(1.3), mass(1)).alike()).isFalse();
    }

    @Test
    void alike_outlineGone_isFalse() throws IOException {
        assertThat(alike(PictureTest.sideBySide(true), PictureTest.sideBySide(false)))
                .isFalse();
        BufferedImage outlined = Pictures.of(PictureTest.sideBySide(true));
        BufferedImage bare = Pictures.of(PictureTest.sideBySide(false));
        Graphics2D graphics = bare.createGraphics();
        graphics.drawImage(outlined.getSubimage(0, 150, bare.getWidth(), 30), 0, 150, null);
        graphics.dispose();
        assertThat(Likeness.of(outlined, bare).alike()).isFalse();
    }

    @Test
    void alike_cutLabel_isFalse() throws IOException {
        BufferedImage cut = mass(1.3);
        Graphics2D graphics = cut.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 150, 26);
        graphics.dispose();
        assertThat(Likeness.of(mass(1.3), cut).alike()).isFalse();
    }

    @Test
    void alike_otherNumber_isFalse() throws IOException {
        long[][] counts = {{20, 1}, {3, 18}};
        long[][] others = {{20, 1}, {3, 17}};
        assertThat(alike(
                        ConfusionFigure.of("", List.of("a", "b"), counts),
                        ConfusionFigure.of("", List.of("a", "b"), others)))
                .isFalse();
    }

    @Test
    void alike_otherShade_isFalse() throws IOException {
        CellMap map = PictureTest.wave(9, 4);
        CellMap darker = CellMap.of(9, Examples.names(4), (time, feature) -> {
            return time == 3 && feature == 2 ? map.value(3, 2) - 0.25 : map.value(time, feature);
        });
        assertThat(alike(
                        HeatMapFigure.of("", map, ColorScale.signed("v")),
                        HeatMapFigure.of("", darker, ColorScale.signed("v"))))
                .isFalse();
    }

    @Test
    void alike_otherSize_isFalse() throws IOException {
        BufferedImage picture = mass(1.3);
        BufferedImage larger =
                new BufferedImage(picture.getWidth() + 3, picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = larger.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, larger.getWidth(), larger.getHeight());
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        assertThat(Likeness.of(picture, larger).alike()).isFalse();
    }
}
