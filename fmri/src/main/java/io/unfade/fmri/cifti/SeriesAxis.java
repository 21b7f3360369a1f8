package io.unfade.fmri.cifti;

import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.w3c.dom.Element;

/**
 * The time steps of a CIFTI file.
 *
 * @param points the number of steps
 * @param start of the first, in seconds
 * @param step from one to the next, in seconds
 */
record SeriesAxis(int points, double start, double step) {
    static final String TYPE = "CIFTI_INDEX_TYPE_SERIES";

    static SeriesAxis of(Element map) {
        String unit = Xml.attribute(map, "SeriesUnit");
        Require.argument(unit.equals("SECOND"), "SeriesUnit must be SECOND, but is %s", PlainText.quote(unit));
        int exponent = Xml.whole(map, "SeriesExponent");
        double step = scaled(Xml.real(map, "SeriesStep"), exponent);
        Require.argument(step > 0 && Double.isFinite(step), "SeriesStep must be above 0 seconds, but is %s", step);
        double start = scaled(Xml.real(map, "SeriesStart"), exponent);
        Require.argument(Double.isFinite(start), "SeriesStart must be finite, but is %s", start);
        return new SeriesAxis(Xml.whole(map, "NumberOfSeriesPoints"), start, step);
    }

    /** Divides by powers below 1 instead of multiplying, so that 720 thousandths are the double closest to 0.72. */
    private static double scaled(double value, int exponent) {
        return exponent < 0 ? value / Math.pow(10, -exponent) : value * Math.pow(10, exponent);
    }

    String toXml() {
        return "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" IndicesMapToDataType=\"" + TYPE
                + "\" NumberOfSeriesPoints=\"" + points + "\" SeriesExponent=\"0\" SeriesStart=\"" + start
                + "\" SeriesStep=\"" + step + "\" SeriesUnit=\"SECOND\"/>";
    }
}
