package io.unfade.report.chart;

import io.unfade.report.draw.ShortNumberFormat;
import org.jfree.data.Range;

/** Texts of charts. */
final class Words {
    private Words() {}

    /** {@return a note on values beyond the given ends of an axis} */
    static String outside(Range range) {
        return "What lies outside of " + ShortNumberFormat.three(range.getLowerBound()) + " to "
                + ShortNumberFormat.three(range.getUpperBound()) + " is not drawn.";
    }

    /** {@return an interval in brackets, to follow its number} */
    static String interval(String label, double low, double high) {
        return " (" + label + " " + ShortNumberFormat.three(low) + " to " + ShortNumberFormat.three(high) + ")";
    }
}
