package io.unfade.fmri.clean;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** A spline through values of a polynomial that it can represent equals that polynomial. */
class SplineTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    @ParameterizedTest
    @CsvSource({"'3 9', 1", "'0 1 7', 2", "'0 5 6', 2", "'2 3 9 11', 3", "'0 6 7 8 15 16 30', 3", "'0 20 21 40 60', 3"})
    void at_polynomialOfFullDegree_isReproduced(String knots, int degree) {
        int[] scans =
                Arrays.stream(knots.split(" ")).mapToInt(Integer::parseInt).toArray();
        double[][] values = Arrays.stream(scans)
                .mapToObj(scan -> new double[] {polynomial(scan, degree), -2 * polynomial(scan, degree)})
                .toArray(double[][]::new);
        Spline spline = new Spline(scans, values);
        for (int interval = 0; interval + 1 < scans.length; interval++) {
            for (int scan = scans[interval]; scan <= scans[interval + 1]; scan++) {
                double[] found = spline.at(scan, interval);
                assertThat(found[0]).isCloseTo(polynomial(scan, degree), ROUNDING);
                assertThat(found[1]).isCloseTo(-2 * polynomial(scan, degree), ROUNDING);
            }
        }
    }

    private static double polynomial(int scan, int degree) {
        double x = scan / 10.0 - 1;
        double value = 0;
        for (int power = 0; power <= degree; power++) {
            value = value * x + (power + 1.5);
        }
        return value;
    }
}
