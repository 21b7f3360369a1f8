package io.unfade.fmri.draw;

import io.unfade.check.Require;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;

import java.util.List;

/**
 * Which colour stands for which value on a brain, the same in all figures that are given it. Immutable.
 *
 * <p>White is 0. Values that are never negative go from white over orange to dark red, signed ones from blue over white to
 * red; what lies beyond the ends has the colour of the end.
 *
 * @param label what the values are, with their unit, for example {@code saliency (logit per standard deviation)}
 * @param largest the magnitude that has the last colour, 0 or more
 * @param signed whether the colours go from {@code -largest} to {@code largest} instead of from 0
 */
public record BrainScale(String label, double largest, boolean signed) {
    /** Checks the label and the largest value. */
    public BrainScale {
        Require.argument(!label.isBlank(), "a colour scale needs a label that says what the numbers are");
        Require.argument(
                Double.isFinite(largest) && largest >= 0,
                "the largest value of the scale '%s' must be a number from 0 up, but was %s",
                label,
                largest);
    }

    /** {@return the scale that shows all values of some images; signed if any of them is negative} */
    public static BrainScale of(String label, List<BrainImage> images) {
        return new BrainScale(
                label,
                images.stream().mapToDouble(BrainImage::largest).max().orElse(0),
                images.stream().anyMatch(BrainImage::hasNegative));
    }

    /** {@return the scale that shows all values of one image} */
    public static BrainScale of(String label, BrainImage image) {
        return of(label, List.of(image));
    }

    /** {@return the same scale with another end, for example one that leaves out a few extreme values} */
    public BrainScale withLargest(double other) {
        return new BrainScale(label, other, signed);
    }

    ColorMap colors() {
        return signed ? ColorMap.BLUE_RED : ColorMap.WHITE_RED;
    }

    /** {@return the numbers of the first and the last colour} */
    ColorScale.Limits limits() {
        double end = largest > 0 ? largest : 1;
        return new ColorScale.Limits(signed ? -end : 0, end);
    }
}
