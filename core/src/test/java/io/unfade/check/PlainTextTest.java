package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    27     | \\u001b
                    7      | \\u0007
                    127    | \\u007f
                    155    | \\u009b
                    8238   | \\u202e
                    8294   | \\u2066
                    8203   | \\u200b
                    65279  | \\ufeff
                    8232   | \\u2028
                    173    | \\u00ad
                    917569 | \\udb40\\udc41
                    55357  | \\ud83d
                    """)
    void visible_whatIsNotSeen_isEscaped(int character, String escape) {
        String hidden = new StringBuilder().appendCodePoint(character).toString();
        assertThat(PlainText.visible("a" + hidden + "b")).isEqualTo("a" + escape + "b");
        assertThat(PlainText.name("a" + hidden + "b")).isEqualTo("a" + escape + "b");
    }

    @Test
    void visible_textOfManyScripts_staysAsItIs() {
        String text = "Gr\u00f6\u00dfe \u4e2d\u6587 \u05d0\u05d1 \ud83e\udde0 \u00a0|\tb\r\nc\n";
        assertThat(PlainText.visible(text)).isSameAs(text);
        assertThat(PlainText.visible("a\rb")).isEqualTo("a\\rb");
    }

    @Test
    void name_lineFeed_isEscaped() {
        assertThat(PlainText.name("a\nunfade: done\t")).isEqualTo("a\\nunfade: done\\t");
    }

    @Test
    void oneLine_breaks_becomeOneBlank() {
        assertThat(PlainText.oneLine("  a \r\n\n  b  c\u2028d\u001b ")).isEqualTo("a b  c d\\u001b");
    }

    @Test
    void oneLine_longMessage_keepsItsHeadAndItsTail() {
        String line = PlainText.oneLine("file.csv: " + "x\n".repeat(300_000) + "; expected y");
        assertThat(line)
                .hasSizeLessThan(1100)
                .startsWith("file.csv: x x")
                .contains("characters left out")
                .endsWith("x ; expected y")
                .doesNotContain("\n");
    }

    @Test
    void oneLine_blanksWithoutEnd_takesOnePass() {
        // a backtracking expression would try every start in the blanks, 10^11 steps
        assertThat(PlainText.oneLine("a" + " ".repeat(500_000) + "b\n" + "\t".repeat(500_000) + "c"))
                .hasSizeLessThan(1100)
                .startsWith("a ")
                .endsWith("b c");
    }

    @Test
    void shortened_charactersOfTwoHalves_areNotCut() {
        String brains = "\ud83e\udde0".repeat(5000);
        for (String text : new String[] {brains, "a" + brains}) {
            assertThat(PlainText.oneLine(text)).doesNotContain("\\u");
        }
    }

    @Test
    void quote_longOrUnseenText_isCutAndShownInOneLine() {
        assertThat(PlainText.quote("a\tb\u2028c")).isEqualTo("'a?b?c'");
        assertThat(PlainText.quote("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
        assertThat(PlainText.quote("x".repeat(41))).isEqualTo("'" + "x".repeat(40) + "...'");
        assertThat(PlainText.quote("x".repeat(39) + "\ud83e\udde0")).isEqualTo("'" + "x".repeat(39) + "...'");
    }

    @Test
    void malformedFile_hugeProblem_hasAShortMessage() {
        MalformedFileException e =
                new MalformedFileException(java.nio.file.Path.of("a.ts"), "line 3", "x".repeat(600_000));
        assertThat(e.getMessage()).hasSizeLessThan(1100).startsWith("a.ts, line 3: xx");
    }
}
