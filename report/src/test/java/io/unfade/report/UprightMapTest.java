package io.unfade.report;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.CellMask;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureTest;
import io.unfade.report.draw.TimeDirection;
import io.unfade.report.map.HeatMapFigure;
import io.unfade.report.map.HeatMapFigure.Column;
import io.unfade.report.map.HeatMapFigure.Panel;
import io.unfade.report.map.HeatMapFigure.Row;
import io.unfade.report.map.MapRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Maps with time downwards, single and in grids. */
class UprightMapTest {
    private static final ColorScale SCALE = ColorScale.magnitude("number");

    /**
     * {@return the bounding box of the pixels with the highest colour to the left of an x: left, top, right and bottom}
     */
    private static int[] brightest(Figure figure, int beforeX) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.toPng()));
        List<Integer> xs = new ArrayList<>();
        List<Integer> ys = new ArrayList<>();
        for (int x = 0; x < Math.min(beforeX, image.getWidth()); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xffffff) == ColorMap.VIRIDIS.rgb(1)) {
                    xs.add(x);
                    ys.add(y);
                }
            }
        }
        return new int[] {Collections.min(xs), Collections.min(ys), Collections.max(xs), Collections.max(ys)};
    }

    @Test
    void upright_oneRow_liesAcrossAndCellsAreSquare() throws IOException {
        CellMap row = CellMap.of(10, Examples.names(10), (time, feature) -> time == 8 ? 1 : 0);
        int[] box = brightest(HeatMapFigure.upright("", List.of(Panel.of("", row, SCALE))), 430);
        assertThat(box[2] - box[0] + 1)
                .as("the whole width, 10 cells of 16 points")
                .isBetween(316, 320);
        assertThat(box[3] - box[1] + 1).as("one cell").isBetween(30, 33);
        assertThat(box[1]).as("the ninth of ten rows").isBetween(8 * 32 + 16, 8 * 32 + 40);

        HeatMapFigure across = HeatMapFigure.of("", row, SCALE);
        int[] upright = brightest(across, 660);
        assertThat(upright[3] - upright[1])
                .as("time to the right as before")
                .isGreaterThan(4 * (upright[2] - upright[0]));
    }

    @Test
    void upright_axes_areSwapped() {
        HeatMapFigure figure = ExperimentExamples.upright();
        assertThat(figure.toSvg())
                .contains(">time step<", ">feature<", ">f25<", ">25<", ">known informative cells<")
                .contains(">LSTM with input-cell attention<");
        assertThat(figure.altText()).contains("28 time steps from top to bottom, 28 features from left to right.");
        assertThat(figure.parts()).hasSize(3);
        assertThat(figure.parts().stream().map(part -> part.sheet().width()).distinct())
                .hasSize(1);
    }

    @Test
    void upright_outline_followsTheMap() throws IOException {
        CellMap map = CellMap.of(20, Examples.names(10), (time, feature) -> 0);
        CellMask lastSteps = CellMask.of(20, 10, (time, feature) -> time >= 15);
        Panel panel = Panel.of("", map, ColorScale.signed("number"));
        BufferedImage plain = ImageIO.read(new ByteArrayInputStream(
                HeatMapFigure.upright("", List.of(panel)).toPng()));
        BufferedImage outlined = ImageIO.read(new ByteArrayInputStream(
                HeatMapFigure.upright("", List.of(panel.withOutline(lastSteps))).toPng()));
        int highest = plain.getHeight();
        for (int x = 0; x < plain.getWidth(); x++) {
            for (int y = 0; y < Math.min(highest, 2 * 260); y++) {
                highest = plain.getRGB(x, y) == outlined.getRGB(x, y) ? highest : y;
            }
        }
        assertThat(highest).as("three quarters down the plot of 260 points").isBetween(390, 430);
    }

    @Test
    void upright_manyCells_sayWhatTheyShare() {
        CellMap map = CellMap.of(400, Examples.names(700), (time, feature) -> time);
        HeatMapFigure figure = HeatMapFigure.upright("T", List.of(Panel.of("", map, SCALE)));
        assertThat(figure.notes())
                .satisfiesExactly(
                        note -> assertThat(note).startsWith("The 400 time steps are drawn in 260 rows;"),
                        note -> assertThat(note).startsWith("The 700 features are drawn in 300 columns;"));
        MapRaster grid = new MapRaster(map, TimeDirection.DOWN);
        assertThat(grid.value(299, 259)).isEqualTo(399);
        assertThat(grid.value(299, 0)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,40", "40,1", "2,900", "900,2", "3,7"})
    void uprightAndGrid_tinyAndDegenerateMaps_areDrawn(int steps, int features) throws Exception {
        for (double value : new double[] {0, -3.5, 1e300, Double.NaN}) {
            for (ColorScale.Kind kind : ColorScale.Kind.values()) {
                CellMap map = CellMap.of(steps, Examples.names(features), (time, feature) -> value);
                ColorScale scale = new ColorScale(kind, "number", true);
                CellMask all = CellMask.of(steps, features, (time, feature) -> true);
                for (Figure figure : List.of(
                        HeatMapFigure.upright(
                                "T", List.of(Panel.of("P", map, scale).withOutline(all))),
                        HeatMapFigure.grid(
                                "T",
                                List.of(Column.shared("a", scale), Column.each("b", scale)),
                                List.of(new Row("r", List.of(map, map)))))) {
                    FigureTest.parse(figure.toSvg());
                    assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
                    assertThat(figure.toSvg()).doesNotContain(">NaN<", "Infinity");
                }
            }
        }
    }

    @Test
    void grid_withEverything_namesRowsColumnsAxesAndBars() {
        HeatMapFigure figure = ExperimentExamples.grid(3, 28);
        String svg = figure.toSvg();
        assertThat(svg)
                .contains(">Image<", ">digit 0<", ">digit 1, written in ", ">haste<", ">−max<", ">grey level (0 to ")
                .contains(">no data (padding)<");
        assertThat(svg.split(">time step<", -1)).as("once for all rows").hasSize(2);
        assertThat(svg.split(">feature<", -1)).as("once for each column").hasSize(4);
        assertThat(figure.notes()).containsExactly("Each map of 'LSTM' has its own colour scale.");
        assertThat(figure.altText())
                .contains("Grid of heat maps, 3 rows and 3 columns", "Column Image: grey level", "digit 0: time step");
        assertThat(figure.readOuts()).hasSize(9);
        assertThat(figure.wide()).isTrue();
    }

    @Test
    void grid_timeToTheRight_swapsTheAxesAndNotTheMaps() throws IOException {
        CellMap map = CellMap.of(6, Examples.names(3), (time, feature) -> time == 5 && feature == 0 ? 1 : 0);
        HeatMapFigure down =
                HeatMapFigure.grid("T", List.of(Column.shared("a", SCALE)), List.of(new Row("r", List.of(map))));
        HeatMapFigure right = down.withTimeToTheRight();
        assertThat(down.altText()).contains("6 time steps from top to bottom, 3 features from left to right.");
        assertThat(right.altText()).contains("6 time steps from left to right, 3 features from top to bottom.");
        assertThat(right.toSvg()).contains(">time step<", ">feature<", ">f0<", ">4<");
        assertThat(right.readOuts().get(0).levels()).as("6 across, 3 down").startsWith(0, 0, 0, 0, 0, (byte) 254);

        int[] lowerLeft = highestBright(down);
        int[] upperRight = highestBright(right);
        assertThat(upperRight[0]).isGreaterThan(lowerLeft[0]);
        assertThat(upperRight[1]).isLessThan(lowerLeft[1]);
    }

    /** {@return x and y of the uppermost pixel of the highest colour; the bar below the maps has it too} */
    private static int[] highestBright(Figure figure) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.toPng()));
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == ColorMap.VIRIDIS.rgb(1)) {
                    return new int[] {x, y};
                }
            }
        }
        throw new AssertionError("no pixel has the highest colour");
    }

    @Test
    void grid_sharedColumn_hasOneScaleAndOwnColumnHasMany() {
        CellMap weak = CellMap.of(3, Examples.names(3), (time, feature) -> 1);
        CellMap strong = CellMap.of(3, Examples.names(3), (time, feature) -> 10);
        HeatMapFigure figure = HeatMapFigure.grid(
                "T",
                List.of(Column.shared("a", SCALE), Column.each("b", SCALE)),
                List.of(new Row("weak", List.of(weak, weak)), new Row("strong", List.of(strong, strong))));
        assertThat(figure.readOuts().stream().map(read -> read.limits().high())).containsExactly(10.0, 1.0, 10.0, 10.0);
        assertThat(figure.readOuts().get(0).levels()[0] & 255).isEqualTo(25);
        assertThat(figure.readOuts().get(1).levels()[0] & 255).isEqualTo(254);
    }

    @Test
    void grid_disagreeingSizes_areRefused() {
        CellMap small = CellMap.of(2, List.of("a"), (time, feature) -> 0);
        CellMap large = CellMap.of(3, List.of("a"), (time, feature) -> 0);
        List<Column> columns = List.of(Column.shared("a", SCALE), Column.shared("b", SCALE));
        assertThatThrownBy(() -> HeatMapFigure.grid("F", columns, List.of(new Row("r", List.of(small)))))
                .hasMessage("row 'r' of figure 'F' must have a map for each of the 2 columns, but has 1");
        assertThatThrownBy(() -> HeatMapFigure.grid("F", columns, List.of(new Row("r", List.of(small, large)))))
                .hasMessage(
                        "the maps of figure 'F' must all have 2 steps and 1 features, but one of row 'r' has 3 and 1");
        assertThatThrownBy(() -> HeatMapFigure.grid("F", columns, List.of()))
                .hasMessage("figure 'F' needs a row and a column");
    }
}
