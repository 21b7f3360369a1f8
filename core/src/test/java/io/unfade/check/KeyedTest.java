package io.unfade.check;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyedTest {
    private enum Colour implements Keyed {
        RED,
        DARK_BLUE
    }

    @Test
    void of_key_isItsConstant() {
        assertThat(Colour.DARK_BLUE.key()).isEqualTo("dark-blue");
        for (Colour colour : Colour.values()) {
            assertThat(Keyed.of(Colour.class, "colour", colour.key())).isSameAs(colour);
        }
    }

    @Test
    void of_otherText_isRefusedWithTheNearestKey() {
        assertThatThrownBy(() -> Keyed.of(Colour.class, "colour", "dark-bleu"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("colour must be one of red, dark-blue, but was 'dark-bleu'; did you mean dark-blue?");
        assertThatThrownBy(() -> Keyed.of(Colour.class, "colour", "RED"))
                .hasMessageStartingWith("colour must be one of red, dark-blue, but was 'RED'");
    }
}
