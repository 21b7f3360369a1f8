package io.unfade.fmri.draw;

import io.unfade.check.Require;
import io.unfade.report.draw.ColorMap;
import io.unfade.report.draw.ColorScale;

import java.util.List;

/**
 * The colour scale of values on a brain; figures may share one. Immutable.
 *
 * <p>White is 0. Non-negative values run from white through orange to dark red, signed values from blue through white
 * to red; values beyond an end have its colour.
 *
 * @param label name of the values, with their unit, for example {@code saliency (logit per standard deviation)}
 * @param largest the magnitude of the last colour, at least 0
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

    /** {@return the scale of all values of some images; signed if any is negative} */
    public static BrainScale of(String label, List<BrainImage> images) {
        return new BrainScale(
                label,
                images.stream().mapToDouble(BrainImage::largest).max().orElse(0),
                images.stream().anyMatch(BrainImage::hasNegative));
    }

    /** {@return the scale of all values of one image} */
    public static BrainScale of(String label, BrainImage image) {
        return of(label, List.of(image));
    }

    /** {@return a copy with another end, for example one that cuts off a few extreme values} */
    public BrainScale withLargest(double other) {
        return new BrainScale(label, other, signed);
    }

    ColorMap colors() {
        return signed ? ColorMap.BLUE_RED : ColorMap.WHITE_RED;
    }

    /** {@return the values of the first and the last colour} */
    ColorScale.Limits limits() {
        double end = largest > 0 ? largest : 1;
        return new ColorScale.Limits(signed ? -end : 0, end);
    }
}
