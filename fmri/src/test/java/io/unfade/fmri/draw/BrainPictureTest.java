package io.unfade.fmri.draw;

import io.unfade.report.Pictures;
import io.unfade.report.draw.Figure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Reference pictures of brains, with their options. */
class BrainPictureTest {
    static Stream<Arguments> figures() {
        return Stream.of(
                figure("brain-cuts-anatomy", () -> BrainExamples.cuts(false)),
                figure("brain-cuts-anatomy-signed", () -> BrainExamples.cuts(true)),
                figure("brain-cuts-at-a-place", BrainPictureTest::atAPlace),
                figure("brain-glass", () -> BrainExamples.glass(false)),
                figure("brain-glass-signed", () -> BrainExamples.glass(true)),
                figure("brain-grid-scale-per-row", BrainExamples::grid),
                figure(
                        "brain-grid-one-scale",
                        () -> BrainExamples.grid().withLargest(0.02).withViews(List.of(BrainView.CORONAL))),
                figure(
                        "brain-coarse-voxels",
                        () -> BrainFigure.cuts(
                                "Voxels of 25 mm",
                                BrainExamples.coarse(),
                                BrainScale.of("value (no unit)", BrainExamples.coarse()))),
                figure(
                        "brain-one-slice",
                        () -> BrainFigure.cuts(
                                "One slice",
                                BrainExamples.slice(),
                                BrainScale.of("value (no unit)", BrainExamples.slice()))));
    }

    private static Arguments figure(String name, Supplier<Figure> figure) {
        return arguments(name, figure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void brain_anyKind_looksLikeItsPicture(String name, Supplier<Figure> figure) throws IOException {
        Pictures.check(name, figure.get());
    }

    private static Figure atAPlace() {
        BrainImage image = BrainExamples.saliency(0.02, true);
        return BrainFigure.cuts("Cuts without anatomy", image, BrainScale.of("saliency (logit)", image), 20, -30, 5);
    }
}
