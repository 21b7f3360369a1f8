package io.unfade.workflow.base;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class WritingsTest {
    private final Writings writings = new Writings();

    @Test
    void write_afterOneThatFailed_isDoneAndSaid() {
        IOException full = new IOException("no space");
        boolean first = writings.write("Wrote the maps", () -> {
            throw full;
        });
        boolean second = writings.write("Wrote the table", () -> {});
        assertThat(first).isFalse();
        assertThat(second).isTrue();
        assertThat(writings.text()).isEqualTo("\nWrote the table");
        assertThat(writings.failure()).isSameAs(full);
    }

    @Test
    void failure_ofSeveral_isTheFirst() {
        writings.write("a", () -> {
            throw new IOException("first");
        });
        writings.write("b", () -> {
            throw new IllegalStateException("second");
        });
        assertThat(writings.failure()).hasMessage("first");
    }
}
