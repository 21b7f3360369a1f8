package io.unfade.report;

import io.unfade.report.chart.CategoryFigure;
import io.unfade.report.chart.CategoryFigure.Dot;
import io.unfade.report.chart.CategoryFigure.Series;
import io.unfade.report.chart.LineFigure;
import io.unfade.report.chart.LineFigure.Line;
import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureTest;
import io.unfade.report.draw.SeriesStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExperimentFigureTest {
    private static final double[] NONE = {};

    @Test
    void curves_withEverything_nameAxesIntervalsAndReference() {
        assertThat(ExperimentExamples.curves(6).toSvg())
                .contains(
                        ">start of the box (time step)<",
                        ">weighted Jaccard (0 to 1, no unit)<",
                        ">95 % interval over 5 seeds<",
                        ">published, LSTM + input-cell attention<",
                        ">LSTM + max-pooling<",
                        ">40<",
                        ">0.8<");
        assertThat(ExperimentExamples.removal().toSvg())
                .contains(">removed cells (%)<", ">standard deviation of 5 seeds<", ">chance<", ">80<");
    }

    @Test
    void curves_inWords_giveEveryPoint() {
        Line curve = Line.of("LSTM", new double[] {0, 10}, new double[] {0.5, Double.NaN})
                .withIntervals(new double[] {0.4, Double.NaN}, new double[] {0.6, Double.NaN});
        LineFigure figure = LineFigure.of("T", "start (step)", "share (%)", List.of(curve))
                .withWhiskers("range")
                .withReference("chance", 0.1);
        assertThat(figure.altText())
                .isEqualTo("Line chart: share (%) by start (step)."
                        + " LSTM: 0.5 at 0 (range 0.4 to 0.6), no data at 10. Line across, chance: 0.1.");
        assertThat(figure.notes()).isEmpty();
    }

    @Test
    void curves_whiskersOfSeveralLines_areDrawnApart() {
        assertThat(ExperimentExamples.curves(2).notes())
                .singleElement()
                .asString()
                .contains("next to one another");
        assertThat(ExperimentExamples.curves(1).notes()).isEmpty();
        assertThat(ExperimentExamples.removal().notes())
                .as("bands hide nothing")
                .isEmpty();
    }

    @Test
    void curves_outsideOfRange_areSaid() {
        Line curve = Line.of("a", new double[] {1}, new double[] {2});
        LineFigure figure = LineFigure.of("T", "x", "y", List.of(curve));
        assertThat(figure.withRange(0, 1).notes()).containsExactly("What lies outside of 0 to 1 is not drawn.");
        assertThat(figure.withRange(0, 2).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -3.5, 1e-300, 1e300, Double.NaN})
    void curvesAndDots_degenerateNumbers_areDrawn(double value) throws Exception {
        Line single = Line.of("a <b> & c", new double[] {Double.isNaN(value) ? 0 : value}, new double[] {value})
                .withIntervals(new double[] {value}, new double[] {value});
        Series dots =
                new Series("a", List.of(Dot.of(value).withInterval(value, value).withPublished(value)));
        for (Figure figure : List.of(
                LineFigure.of("T", "x", "y", List.of(single, single)),
                LineFigure.of("T", "x", "y", List.of(single, single)).withBands("band"),
                CategoryFigure.dots("T", "x", "y", List.of("one"), List.of(dots)))) {
            FigureTest.parse(figure.toSvg());
            assertThat(Pictures.ink(figure)).isGreaterThan(Pictures.LEAST_INK);
            assertThat(figure.toSvg()).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void dots_withEverything_nameModelsSetsAndMarks() {
        assertThat(ExperimentExamples.dots(8).toSvg())
                .contains(
                        ">data set<",
                        ">weighted Jaccard (0 to 1, no unit)<",
                        ">rare features, small middle box<",
                        ">tanh RNN<",
                        ">95 % interval<",
                        ">published<");
        CategoryFigure plain = CategoryFigure.dots(
                "T", "set", "accuracy (%)", List.of("one"), List.of(new Series("LSTM", List.of(Dot.of(97)))));
        assertThat(plain.toSvg()).doesNotContain(">95 % interval<", ">published<");
        assertThat(plain.altText()).isEqualTo("Dots: accuracy (%) by set. one: LSTM 97.");
    }

    @Test
    void dots_inWords_giveIntervalAndPublishedNumber() {
        Dot dot = Dot.of(0.5).withInterval(0.4, 0.6).withPublished(0.55);
        CategoryFigure figure = CategoryFigure.dots(
                        "T", "set", "y", List.of("one"), List.of(new Series("LSTM", List.of(dot))))
                .withIntervalLabel("95 % bootstrap interval")
                .withPublishedLabel("in the paper")
                .withRange(0, 0.5);
        assertThat(figure.altText()).contains("LSTM 0.5 (95 % bootstrap interval 0.4 to 0.6), in the paper 0.55.");
        assertThat(figure.toSvg()).contains(">95 % bootstrap interval<", ">in the paper<");
        assertThat(figure.notes()).containsExactly("What lies outside of 0 to 0.5 is not drawn.");
    }

    @Test
    void styles_ofAllSeries_differInColourAndShape() {
        Set<Color> colors = new HashSet<>();
        Set<List<Boolean>> shapes = new HashSet<>();
        for (int i = 0; i < SeriesStyle.DISTINCT; i++) {
            colors.add(SeriesStyle.color(i));
            Shape marker = SeriesStyle.marker(i, 10);
            shapes.add(IntStream.range(0, 100)
                    .mapToObj(cell -> marker.contains(cell % 10 - 4.5, Math.floorDiv(cell, 10) - 4.5))
                    .toList());
            assertThat(marker.getBounds2D().getWidth()).isBetween(7.0, 13.0);
        }
        assertThat(colors).hasSize(SeriesStyle.DISTINCT);
        assertThat(shapes).hasSize(SeriesStyle.DISTINCT);
        assertThat(IntStream.range(0, 6).mapToObj(SeriesStyle::stroke).distinct())
                .hasSize(6);
    }

    @Test
    void figures_disagreeingSizes_areRefused() {
        assertThatThrownBy(() -> Line.of("a", new double[] {0, 1}, new double[] {0}))
                .hasMessage("line 'a' needs at least one point and as many values as places, but has 2 places and 1"
                        + " values");
        assertThatThrownBy(() -> Line.of("a", new double[] {1, 0}, new double[] {0, 0}))
                .hasMessage("the places of line 'a' must be finite and must not fall, but number 1 is 0.0");
        assertThatThrownBy(() -> new Line("a", new double[] {1}, new double[] {0}, new double[] {0}, NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineFigure.of("F", "x", "y", List.of()))
                .hasMessage("figure 'F' needs at least one line");
        assertThatThrownBy(() ->
                        CategoryFigure.dots("F", "x", "y", List.of("a", "b"), List.of(new Series("s", List.of()))))
                .hasMessage("series 's' of figure 'F' must have a dot for each of the 2 categories, but has 0");
        assertThatThrownBy(() -> Dot.of(1).withInterval(2, 1))
                .hasMessage("the interval of a dot must rise, but was 2.0..1.0");
        assertThatThrownBy(() -> ExperimentExamples.curves(1).withRange(1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
