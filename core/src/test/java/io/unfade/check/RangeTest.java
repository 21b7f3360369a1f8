package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "1,false,0,true",
        "1,false,0.999,true",
        "1,false,1,false",
        "1,true,1,true",
        "1,true,1.001,false",
        "1,true,-0.001,false",
        "Infinity,false,1e300,true",
        "Infinity,false,Infinity,false",
        "1,true,NaN,false"
    })
    void holds_number_isWithinTheLimits(double most, boolean including, double value, boolean held) {
        assertThat(new Range(most, including).holds(value)).isEqualTo(held);
    }

    @Test
    void require_otherNumber_saysTheRange() {
        assertThatThrownBy(() -> Range.SHARE.require("dropout", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout must be 0 to below 1, but was 1.0");
        assertThat(new Range(0.2, true)).hasToString("0 to 0.2");
        assertThat(Range.NOT_NEGATIVE).hasToString("0 or more");
        Range.SHARE_OR_ALL.require("share", 1);
    }
}
