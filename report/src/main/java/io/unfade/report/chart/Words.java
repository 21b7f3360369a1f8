package io.unfade.report.chart;

import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.data.Range;

/** What charts say of their numbers. */
final class Words {
    private Words() {}

    /** {@return what a reader must know of an axis with given ends that some numbers lie beyond} */
    static String outside(Range range) {
        return "What lies outside of " + ShortNumberFormat.three(range.getLowerBound()) + " to "
                + ShortNumberFormat.three(range.getUpperBound()) + " is not drawn.";
    }

    /** {@return an interval in brackets, to follow the number it belongs to} */
    static String interval(String label, double low, double high) {
        return " (" + label + " " + ShortNumberFormat.three(low) + " to " + ShortNumberFormat.three(high) + ")";
    }
}
