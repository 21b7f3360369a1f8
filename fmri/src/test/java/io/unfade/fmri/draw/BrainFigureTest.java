package io.unfade.fmri.draw;

import io.unfade.fmri.draw.BrainFigure.Row;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;
import io.unfade.report.Pictures;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureTest;
import io.unfade.report.draw.ShortNumberFormat;
import io.unfade.report.page.HtmlReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

class BrainFigureTest {
    private static final int FRAME_BYTES = 40_000;

    /** Rotated by 30 degrees about z, mirrored, 2 by 3 by 4 mm. */
    private static final double[] OBLIQUE = {-1.7320508, -1.5, 0, 10, 1, -2.5980762, 0, -7, 0, 0, 4, 3};

    /** 4 by 5 by 6 voxels of 10 mm, numbered. */
    private static Volume numbered(double[] affine, int nx, int ny, int nz) {
        double[] values = new double[nx * ny * nz];
        Arrays.setAll(values, i -> i + 1);
        return new Volume(new Grid(new int[] {nx, ny, nz}, affine), values);
    }

    private static BrainImage image(int nx, int ny, int nz, double[] affine, double[] values) {
        return BrainImage.of(new Volume(new Grid(new int[] {nx, ny, nz}, affine), values));
    }

    @Test
    void write_brainPage_showsEveryFigure() throws IOException {
        Path html = Path.of("target", "example-reports", "brains.html");
        HtmlReport.write(BrainExamples.page(), html);
        assertThat(Files.readString(html))
                .contains(">L<", ">R<", ">x = 42.5 mm<", ">axial<", ">saliency (logit per SD)<");
    }

    @Test
    void value_turnedGrid_findsEachVoxelAroundItsCentre() {
        Volume voxels = numbered(OBLIQUE, 4, 5, 6);
        for (int i = 0; i < 120; i++) {
            for (double shift : new double[] {-0.45, 0, 0.45}) {
                double a = i % 4 + shift;
                double b = i / 4 % 5 - shift;
                double c = Math.floorDiv(i, 20) + shift;
                double x = OBLIQUE[0] * a + OBLIQUE[1] * b + 10;
                double y = OBLIQUE[4] * a + OBLIQUE[5] * b - 7;
                assertThat(SightLine.value(voxels, new double[] {x, y, 4 * c + 3}))
                        .as("voxel %d", i)
                        .isEqualTo(i + 1.0);
            }
        }
        assertThat(SightLine.value(voxels, new double[] {10, -7, 0.9}))
                .as("below the lowest slice")
                .isNaN();
        assertThat(SightLine.value(voxels, new double[] {10, -7, 26}))
                .as("above the highest slice")
                .isNaN();
    }

    @Test
    void glass_gridsOfOtherDirections_giveTheSameDrawing() {
        double[] straight = {10, 0, 0, -15, 0, 10, 0, -20, 0, 0, 10, -25};
        BrainImage image = image(4, 5, 6, straight, numbered(straight, 4, 5, 6).values());
        double[] mirrored = new double[120];
        double[] turned = new double[120];
        for (int i = 0; i < 120; i++) {
            int x = i % 4;
            int y = i / 4 % 5;
            int z = i / 20;
            mirrored[3 - x + 4 * (y + 5 * z)] = i + 1;
            turned[z + 6 * (x + 4 * y)] = i + 1;
        }
        BrainImage fromRight = image(4, 5, 6, new double[] {-10, 0, 0, 15, 0, 10, 0, -20, 0, 0, 10, -25}, mirrored);
        BrainImage zFirst = image(6, 4, 5, new double[] {0, 10, 0, -15, 0, 0, 10, -20, 10, 0, 0, -25}, turned);
        String expected =
                BrainFigure.glass("T", image, BrainScale.of("v", image)).toSvg();
        assertThat(BrainFigure.glass("T", fromRight, BrainScale.of("v", image)).toSvg())
                .isEqualTo(expected);
        assertThat(BrainFigure.glass("T", zFirst, BrainScale.of("v", image)).toSvg())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"AXIAL,3,0", "CORONAL,3,5", "SAGITTAL,4,5"})
    void raster_ofAView_hasRightAndTopWhereTheyBelong(BrainView view, int right, int up) {
        double[] affine = {10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0};
        double[] values = new double[120];
        Arrays.fill(values, Double.NaN);
        /* The voxel at the right, back and top. */
        values[3 + 4 * (0 + 5 * 5)] = -7;
        Volume voxels = new Volume(new Grid(new int[] {4, 5, 6}, affine), values);
        BrainRaster raster = new BrainRaster(view, BrainBox.ofGrid(voxels.grid()), 1);
        double[] pixels = raster.projection(voxels);
        int columns = (int) (2 * raster.width());
        int column = view == BrainView.SAGITTAL ? 0 : 20 * right;
        int row = 20 * (view == BrainView.AXIAL ? 4 - up : 5 - up);
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = i % columns / 20 == column / 20 && i / columns / 20 == row / 20;
            assertThat(Double.valueOf(pixels[i])).as("pixel %d", i).isEqualTo(Double.valueOf(inside ? -7 : Double.NaN));
        }
    }

    @Test
    void projection_severalValues_keepsTheStrongestWithItsSign() {
        double[] affine = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        Volume voxels = new Volume(new Grid(new int[] {1, 1, 4}, affine), new double[] {2, Double.NaN, -3, 1});
        double[] pixels = new BrainRaster(BrainView.AXIAL, BrainBox.ofGrid(voxels.grid()), 2).projection(voxels);
        assertThat(pixels).hasSize(16).containsOnly(-3);
    }

    @Test
    void colored_zerosAndNothing_areClear() {
        BrainScale scale = new BrainScale("v", 2, false);
        Volume voxels = numbered(OBLIQUE, 1, 1, 1);
        BrainRaster raster = new BrainRaster(BrainView.AXIAL, BrainBox.ofGrid(voxels.grid()), 1);
        int pixels = (int) (4 * raster.width() * raster.height());
        double[] numbers = new double[pixels];
        numbers[1] = Double.NaN;
        numbers[2] = 2;
        numbers[3] = 5;
        BufferedImage image = raster.colored(numbers, scale, 0);
        assertThat(image.getRGB(0, 0) >>> 24).isZero();
        assertThat(image.getRGB(1, 0) >>> 24).isZero();
        assertThat(image.getRGB(2, 0)).isEqualTo(0xff800026).isEqualTo(image.getRGB(3, 0));
    }

    @Test
    void outline_ofABall_isACircle() {
        int side = 41;
        double[] affine = {2, 0, 0, -40, 0, 2, 0, -40, 0, 0, 2, -40};
        double[] values = new double[side * side * side];
        Grid grid = new Grid(new int[] {side, side, side}, affine);
        Arrays.setAll(values, i -> {
            double[] at = grid.centre(i);
            return Math.sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2]) <= 30 ? 1 : Double.NaN;
        });
        Volume ball = new Volume(grid, values);
        BrainBox box = BrainBox.of(ball);
        Path2D whole = BrainOutline.ofProjection(BrainView.CORONAL, box, 1, ball);
        Path2D cut = BrainOutline.ofCut(BrainView.SAGITTAL, box, 1, ball, 18);
        assertThat(area(whole)).isCloseTo(Math.PI * 900, withinPercentage(5));
        assertThat(area(cut)).as("30^2 - 18^2 = 24^2").isCloseTo(Math.PI * 576, withinPercentage(5));
        assertThat(whole.getBounds2D().getCenterX()).isCloseTo(box.length(0) / 2, within(0.5));
    }

    /** By the shoelace formula. */
    private static double area(Path2D path) {
        PathIterator at = new FlatteningPathIterator(path.getPathIterator(null), 0.01);
        double[] point = new double[6];
        double[] last = new double[2];
        double twice = 0;
        for (; !at.isDone(); at.next()) {
            int kind = at.currentSegment(point);
            if (kind == PathIterator.SEG_LINETO) {
                twice += last[0] * point[1] - point[0] * last[1];
            }
            last = kind == PathIterator.SEG_CLOSE ? last : new double[] {point[0], point[1]};
        }
        return Math.abs(twice) / 2;
    }

    @Test
    void slice_single_isSeenFromTheFrontOnly() {
        BrainImage slice = BrainExamples.slice();
        BrainScale scale = BrainScale.of("v", slice);
        assertThat(BrainFigure.cuts("T", slice, scale).toSvg())
                .contains(">z = 0 mm<")
                .doesNotContain(">x = ", ">y = ");
        double[] sagittal = {0, 0, 4, -30, 3, 0, 0, -20, 0, 3, 0, -20};
        BrainImage upright = image(14, 14, 1, sagittal, new double[196]);
        assertThat(BrainFigure.glass("T", upright, BrainScale.of("v", upright)).toSvg())
                .contains(">sagittal<")
                .doesNotContain(">axial<", ">coronal<");
    }

    @Test
    void grid_scalePerRow_printsEachLargestValueAndLeavesEmptyBrainsEmpty() {
        BrainFigure grid = BrainExamples.grid();
        assertThat(grid.toSvg())
                .contains(">first step (0 s)<", ">LSTM<", ">mean absolute saliency (logit per SD)<")
                .contains(">"
                        + ShortNumberFormat.three(
                                BrainExamples.saliency(0.035, false).largest()) + "<");
        assertThat(grid.notes()).contains("Each row has its own colour scale.");
        assertThat(grid.altText()).contains("LSTM: first step (0 s) nothing other than 0; middle (15 s) nothing");
    }

    @Test
    void cuts_withoutAPlace_goThroughTheMiddleOfTheStrongestRegion() {
        double[] values = new double[120];
        values[4 * 5] = -9;
        values[4 * 5 + 4] = -9;
        values[4 * 5 + 8] = -9;
        values[7] = 8;
        double[] affine = {10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0};
        BrainImage image = BrainImage.of(new Volume(new Grid(new int[] {4, 5, 6}, affine), values));
        BrainFigure figure = BrainFigure.cuts("T", image, BrainScale.of("v (mV)", image));
        assertThat(figure.altText())
                .isEqualTo("Brain map (cuts at x = 0, y = 10, z = 10 mm; sagittal, coronal, axial): v (mV)."
                        + " strongest (−9) at x = 0, y = 10, z = 10 mm.");
        assertThat(BrainScale.of("v", image)).isEqualTo(new BrainScale("v", 9, true));
    }

    @Test
    void scale_smallerThanTheValues_isSaid() {
        BrainImage image = BrainExamples.saliency(1, false);
        BrainScale scale = BrainScale.of("v", image);
        assertThat(BrainFigure.glass("T", image, scale).notes()).noneMatch(note -> note.contains("beyond"));
        assertThat(BrainFigure.glass("T", image, scale.withLargest(0.5)).notes())
                .contains("What lies beyond the ends of the scale has the colour of the end.");
    }

    @Test
    void inlineSvg_anyBrain_isSmallEnoughForManyFrames() {
        for (Figure figure : List.of(BrainExamples.cuts(true), BrainExamples.glass(true))) {
            assertThat(figure.toInlineSvg("f-")).hasSizeLessThan(FRAME_BYTES);
            assertThat(Pattern.compile("data:image/png")
                            .matcher(figure.toInlineSvg("f-"))
                            .results())
                    .as("grey and colours of three views")
                    .hasSize(figure.title().contains("glass") ? 3 : 6);
        }
    }

    @Test
    void images_withoutAnyValue_areDrawn() throws Exception {
        double[] affine = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        for (double value : new double[] {Double.NaN, 0, 1e-300, -1e300}) {
            BrainImage image = image(1, 1, 1, affine, new double[] {value});
            BrainScale scale = BrainScale.of("v", image);
            for (Figure figure : List.of(BrainFigure.cuts("T", image, scale), BrainFigure.glass("T", image, scale))) {
                FigureTest.parse(figure.toSvg());
                assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
                assertThat(figure.toSvg()).doesNotContain("NaN", "Infinity");
            }
        }
    }

    @Test
    void brains_badSizes_areRefused() {
        double[] affine = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        assertThatThrownBy(() -> image(1, 1, 1, affine, new double[] {Double.POSITIVE_INFINITY}))
                .hasMessage("a map of a brain must not be infinite");
        BrainImage image = image(1, 1, 1, affine, new double[1]);
        assertThatThrownBy(() -> BrainFigure.cuts("F", image, BrainScale.of("v", image), 0, 3, 0))
                .hasMessage("cuts of figure 'F' must lie in x -1..1, y -1..1, z -1..1 mm, but were at 0, 3, 0");
        assertThatThrownBy(() -> BrainFigure.grid("F", "v", List.of("a", "b"), List.of(new Row("r", List.of(image)))))
                .hasMessage("row 'r' of figure 'F' must have an image for each of the 2 columns, but has 1");
        assertThatThrownBy(() -> new BrainScale("v", Double.NaN, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BrainScale.of(" ", image)).isInstanceOf(IllegalArgumentException.class);
    }
}
