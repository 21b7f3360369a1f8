package io.unfade.workflow.result;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTest {
    @Test
    void table_columnsOfWords_areFlushLeftAndNumbersFlushRight() {
        String table = new Text.Table("Method", "Needs", "Passes", "Time", "Share")
                .row("gradient", "gradients", "1", "2.50 ms", "9.1 %")
                .row("lime", "-", "1000", "-", "12.0 % (9-14)")
                .toString();
        assertThat(table.lines())
                .containsExactly(
                        "Method    Needs      Passes     Time          Share",
                        "gradient  gradients       1  2.50 ms          9.1 %",
                        "lime      -            1000        -  12.0 % (9-14)");
    }

    @Test
    void table_columnOfNamesThatBeginWithDigits_isOneOfWords() {
        String table = new Text.Table("Class", "To", "t")
                .row("2-back", "0 to 10", "-1.5e-03")
                .row("0-back hard", "10 to 20", "-Infinity")
                .toString();
        assertThat(table.lines())
                .containsExactly(
                        "Class        To                t",
                        "2-back       0 to 10    -1.5e-03",
                        "0-back hard  10 to 20  -Infinity");
    }

    @Test
    void table_columnWithoutAnyValue_isFlushRight() {
        assertThat(new Text.Table("d", "Accuracy").row("1", "-").toString()).isEqualTo("d  Accuracy\n1         -\n");
    }
}
