package io.unfade.report.draw;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ColorMapTest {
    /** Colours are rounded to integer channels, which changes L* by up to about this much. */
    private static final double ROUNDING = 0.6;

    static Stream<ColorMap> maps() {
        return Stream.of(ColorMap.VIRIDIS, ColorMap.BLUES, ColorMap.BLUE_RED, ColorMap.WHITE_RED);
    }

    @Test
    void viridis_lightness_risesInEvenSteps() {
        double last = lightness(ColorMap.VIRIDIS.rgb(0));
        double first = last;
        for (int i = 1; i <= 100; i++) {
            double next = lightness(ColorMap.VIRIDIS.rgb(i / 100.0));
            assertThat(next - last).as("step %d", i).isBetween(0.2, 1.4);
            last = next;
        }
        assertThat(last - first).isGreaterThan(70);
    }

    @Test
    void blues_lightness_falls() {
        for (int i = 1; i <= 50; i++) {
            assertThat(lightness(ColorMap.BLUES.rgb(i / 50.0)))
                    .isLessThan(lightness(ColorMap.BLUES.rgb((i - 1) / 50.0)));
        }
    }

    @Test
    void whiteRed_lightness_fallsFromWhite() {
        assertThat(ColorMap.WHITE_RED.rgb(0)).isEqualTo(0xffffff);
        for (int i = 1; i <= 50; i++) {
            assertThat(lightness(ColorMap.WHITE_RED.rgb(i / 50.0)))
                    .isLessThan(lightness(ColorMap.WHITE_RED.rgb((i - 1) / 50.0)));
        }
    }

    @Test
    void diverging_oppositeNumbers_areEquallyDark() {
        for (int i = 0; i <= 100; i++) {
            double share = i / 200.0;
            assertThat(lightness(ColorMap.BLUE_RED.rgb(0.5 + share)))
                    .as("share %s", share)
                    .isCloseTo(lightness(ColorMap.BLUE_RED.rgb(0.5 - share)), within(2.0));
        }
        assertThat(ColorMap.BLUE_RED.rgb(0.5)).isEqualTo(0xf7f7f7);
        assertThat(ColorMap.BLUE_RED.rgb(0) & 255).as("negative is blue").isGreaterThan(ColorMap.BLUE_RED.rgb(0) >> 16);
        assertThat(ColorMap.BLUE_RED.rgb(1) >> 16).as("positive is red").isGreaterThan(ColorMap.BLUE_RED.rgb(1) & 255);
    }

    @Test
    void diverging_lightness_fallsFromTheMiddle() {
        for (int i = 1; i <= 40; i++) {
            double now = lightness(ColorMap.BLUE_RED.rgb(0.5 + i / 80.0));
            assertThat(now).isLessThan(lightness(ColorMap.BLUE_RED.rgb(0.5 + (i - 1) / 80.0)) + ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void rgb_nan_isUnlikeEveryValue(ColorMap map) {
        int[] absent = channels(map.rgb(Double.NaN));
        double[] absentLab = {
            Lab.of(map.rgb(Double.NaN)).a(), Lab.of(map.rgb(Double.NaN)).b()
        };
        assertThat(absent[0]).isEqualTo(absent[1]).isEqualTo(absent[2]);
        for (int level = 0; level < ColorMap.LEVELS; level++) {
            Lab lab = Lab.of(map.atLevel(level));
            double distance = Math.hypot(
                    lab.lightness() - lightness(map.rgb(Double.NaN)),
                    Math.hypot(lab.a() - absentLab[0], lab.b() - absentLab[1]));
            assertThat(distance).as("%s level %d", map.name(), level).isGreaterThan(4);
        }
    }

    @ParameterizedTest
    @MethodSource("maps")
    void rgb_outside_isTheNearerEnd(ColorMap map) {
        assertThat(map.rgb(-3)).isEqualTo(map.rgb(0));
        assertThat(map.rgb(Double.POSITIVE_INFINITY)).isEqualTo(map.rgb(1));
    }

    @Test
    void lab_roundTrip_keepsEveryChannel() {
        for (int rgb : new int[] {0x000000, 0xffffff, 0x123456, 0xfde725, 0x67001f}) {
            assertThat(Lab.of(rgb).toRgb()).isEqualTo(rgb);
            assertThat(Lab.of(rgb).lightness()).isCloseTo(lightness(rgb), within(0.01));
        }
    }

    private static int[] channels(int rgb) {
        return new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    }

    /** CIE L* from the definition: relative luminance Y, then its cube root. */
    private static double lightness(int rgb) {
        int[] channels = channels(rgb);
        double[] weights = {0.2126729, 0.7151522, 0.0721750};
        double luminance = 0;
        for (int i = 0; i < 3; i++) {
            double value = channels[i] / 255.0;
            luminance += weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return luminance > 216.0 / 24389 ? 116 * Math.cbrt(luminance) - 16 : luminance * 24389 / 27;
    }
}
