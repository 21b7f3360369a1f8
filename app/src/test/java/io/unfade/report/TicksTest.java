package io.unfade.report;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TicksTest {
    @Test
    void linear_ordinaryRange_isRound() {
        assertThat(labels(Ticks.linear(0, 1, 5))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(labels(Ticks.linear(-3.4, 3.4, 5))).containsExactly("−2", "0", "2");
        assertThat(labels(Ticks.linear(0, 2.4e-7, 3))).containsExactly("0", "10⁻⁷".replace("10", "1·10"), "2·10⁻⁷");
        assertThat(labels(Ticks.linear(0, 3e6, 3))).containsExactly("0", "1·10⁶", "2·10⁶", "3·10⁶");
    }

    @Test
    void whole_fewSteps_areWholeNumbers() {
        assertThat(labels(Ticks.whole(0, 2, 6))).containsExactly("0", "1", "2");
        assertThat(labels(Ticks.whole(0, 0, 6))).containsExactly("0");
        assertThat(labels(Ticks.whole(0, 9999, 6))).containsExactly("0", "2000", "4000", "6000", "8000");
    }

    @Test
    void powers_manyDecades_areThinned() {
        assertThat(labels(Ticks.powers(1e-3, 1, 5))).containsExactly("10⁻³", "10⁻²", "10⁻¹", "10⁰");
        assertThat(Ticks.powers(1e-40, 1, 5)).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void format_anyNumber_isShort() {
        assertThat(Ticks.format(0.123456, 3)).isEqualTo("0.123");
        assertThat(Ticks.format(-1.5e-9, 3)).isEqualTo("−1.5·10⁻⁹");
        assertThat(Ticks.format(Double.NaN, 3)).isEqualTo("no data");
        assertThat(Ticks.format(1e300, 3)).isEqualTo("1·10³⁰⁰");
    }

    @Test
    void fit_longText_endsInEllipsis() {
        assertThat(TextWidth.fit("short", 10, 100)).isEqualTo("short");
        assertThat(TextWidth.fit("a very long name of a feature", 10, 60))
                .endsWith("…")
                .hasSizeLessThan(15);
        assertThat(TextWidth.fit("😀😀😀😀😀😀", 10, 30)).isEqualTo("😀😀…");
        assertThat(TextWidth.fitMiddle("a very long name of feature 12", 10, 90))
                .startsWith("a very")
                .endsWith("e 12");
        assertThat(TextWidth.wrap("one two three four five six", 10, 70, 2)).hasSize(2);
    }

    private static List<String> labels(List<Ticks.Tick> ticks) {
        return ticks.stream().map(Ticks.Tick::label).toList();
    }
}
