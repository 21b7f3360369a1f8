package io.unfade.cli.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {
    private static final String NOTE = "loss 0.1234  accuracy 0.999  validation loss 0.1234  accuracy 0.999";

    private final StringWriter text = new StringWriter();

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 60, 80, 90, 100, 200})
    void update_onTerminal_staysNarrowerThanIt(int columns) {
        new Progress(new PrintWriter(text), true, columns).update("Epoch 12/100", 1, NOTE);
        assertThat(text.toString()).startsWith("\rEpoch 12").hasSizeLessThanOrEqualTo(columns);
    }

    @Test
    void update_terminalOfUnknownWidth_takesTheUsualOne() {
        new Progress(new PrintWriter(text), true, 0).update("Epoch 1/2", 1, NOTE);
        assertThat(text.toString()).hasSizeBetween(60, 80);
    }

    @Test
    void update_wideTerminal_showsBarShareAndNote() {
        new Progress(new PrintWriter(text), true, 200).update("Epoch 1/2", 1, NOTE);
        assertThat(text.toString()).contains("[" + "#".repeat(24) + "] 100 % 00:00 left  " + NOTE);
    }

    @Test
    void close_onTerminal_leavesEmptyLine() {
        Progress progress = new Progress(new PrintWriter(text), true, 80);
        progress.update("Epoch 1/2", 1, NOTE);
        int drawn = text.toString().length() - 1;
        text.getBuffer().setLength(0);
        progress.close();
        assertThat(text.toString()).isEqualTo("\r" + " ".repeat(drawn) + "\r");
    }

    @Test
    void update_elsewhere_printsOneLineForEveryTenth() {
        Progress progress = new Progress(new PrintWriter(text), false, 80);
        for (int i = 1; i <= 1000; i++) {
            progress.update("Explaining", i / 1000.0, "");
        }
        progress.close();
        assertThat(text.toString().lines()).hasSize(11).first().isEqualTo("Explaining   0 %");
        assertThat(text.toString())
                .endsWith("Explaining 100 %" + System.lineSeparator())
                .doesNotContain("\r");
    }
}
