package io.unfade.fmri.simulate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against scipy 1.10: {@code scipy.stats.gamma} for the formula, {@code scipy.integrate.quad} for the convolution. */
class HaemodynamicResponseTest {
    private static final double FORMULA = 1e-13;
    private static final double QUADRATURE = 1e-11;
    private static final double BETWEEN_TENTHS = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.00018954083116019523, 1.69979247868109e-05",
        "1, 0.003678794411658159, 0.000713021781094296",
        "3, 0.1209824668727614, 0.10070150562152999",
        "5, 0.2105293946345566, 0.46083341255195326",
        "8, 0.10811919802887074, 0.9688705233070807",
        "12, 0.0008105424537059563, 1.1444738951897224",
        "16, -0.018663489490766863, 1.0916884362478285",
        "25, -0.0019768358731748767, 1.004456927726944",
        "0, 0, 0",
        "-3, 0, 0"
    })
    void response_atTime_isDifferenceOfGammas(double time, double density, double cumulative) {
        assertThat(HaemodynamicResponse.density(time)).isCloseTo(density, within(FORMULA));
        assertThat(HaemodynamicResponse.cumulative(time)).isCloseTo(cumulative, within(FORMULA));
    }

    @ParameterizedTest
    @CsvSource({
        "20, 4, 0.2578425570413698",
        "20, 8, 0.9688705233070809",
        "20, 14, 1.127233523875264",
        "20, 22, 0.9954836640389044",
        "20, 30, -0.10935929501697632",
        "6.666666666666667, 8, 0.9658401779675079",
        "6.666666666666667, 14, 0.24019007341948595",
        "6.666666666666667, 30, -0.008687366167389304"
    })
    void response_toActivity_isConvolution(double seconds, double time, double expected) {
        assertThat(HaemodynamicResponse.toActivity(0, seconds, time)).isCloseTo(expected, within(QUADRATURE));
        assertThat(HaemodynamicResponse.toActivity(100, 100 + seconds, 100 + time))
                .isCloseTo(expected, within(QUADRATURE));
    }

    @Test
    void peak_ofShortAndLongActivity_isLargestResponse() {
        assertThat(HaemodynamicResponse.peak(20)).isCloseTo(1.1445002152388704, within(BETWEEN_TENTHS));
        assertThat(HaemodynamicResponse.peak(20.0 / 3)).isCloseTo(1.0186161246751915, within(BETWEEN_TENTHS));
    }
}
