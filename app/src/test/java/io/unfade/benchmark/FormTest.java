package io.unfade.benchmark;

import io.unfade.nn.spec.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormTest {
    @ParameterizedTest
    @CsvSource({
        // C=10 H=2 A=3 D=50, LSTM: G=8, below C; T=5: prefixes have a mean length of 3
        "PLAIN, 2, 208",
        "MEAN, 2, 1888",
        "CONCAT, 2, 2122",
        "DIRECT_MEAN, 2, 4848",
        "DIRECT_CONCAT, 2, 5298",
        // H=4: G=16, above 1.5 C
        "CONCAT, 3, 2494",
        "PLAIN, 4, 512",
        "CONCAT, 4, 3232"
    })
    void multiplyAdds_smallSize_areThoseWorkedByHand(Form form, int hidden, double perStep) {
        Size size = new Size(Cell.LSTM, 2, 5, 10, hidden, 3);
        assertThat(form.multiplyAdds(size)).isEqualTo(perStep * 2 * 5);
    }

    @ParameterizedTest
    @EnumSource
    void bytes_longSeries_growLinearlyUnlessDirect(Form form) {
        Size size = Size.paper(Cell.LSTM).withSteps(10_000);
        double growth = form.bytes(size.withSteps(100_000)) / form.bytes(size);
        if (form.isDirect()) {
            assertThat(growth).isGreaterThan(50);
        } else {
            assertThat(growth).isEqualTo(10);
        }
    }

    @Test
    void plan_moreMemoryThanAllowed_saysSo() {
        Size size = Size.paper(Cell.LSTM).withSteps(10_000);
        assertThat(Form.MEAN.planWithin(8_000_000_000L, size, () -> () -> {})).isInstanceOf(Case.Plan.Run.class);
        assertThat(Form.DIRECT_MEAN.planWithin(8_000_000_000L, size, () -> () -> {}))
                .isEqualTo(new Case.Plan.Skip("would take about 2625.9 GB of memory; 8.0 GB are allowed"));
    }
}
