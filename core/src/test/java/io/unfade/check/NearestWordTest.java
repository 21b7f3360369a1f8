package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NearestWordTest {
    private static final List<String> KNOWN = List.of("lstm", "gru", "rnn", "self-attention", "trans_x", "trans_y");

    @ParameterizedTest
    @CsvSource({
        "lstn, lstm", "lsmt, lstm", "LSTM, lstm", "ltm, lstm", "lsttm, lstm", "gur, gru", "ls, lstm",
        "selfattention, self-attention", "self-atention, self-attention", "trans_X, trans_x", "attention, self-attention"
    })
    void clause_typo_namesTheWord(String wanted, String meant) {
        assertThat(NearestWord.clause(wanted, KNOWN)).isEqualTo("; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"transformer", "x", "''", "abc", "gggggg"})
    void clause_nothingNear_isEmpty(String wanted) {
        assertThat(NearestWord.clause(wanted, KNOWN)).isEmpty();
    }

    @Test
    void clause_equallyNear_namesThemAll() {
        assertThat(NearestWord.clause("trans", KNOWN)).isEqualTo("; did you mean trans_x or trans_y?");
        assertThat(NearestWord.clause("a1", List.of("a2", "a3", "a4", "a5"))).isEqualTo("; did you mean a2, a3 or a4?");
    }

    @Test
    void near_hugeWords_areNotCompared() {
        assertThat(NearestWord.near("x".repeat(1_000_000), List.of("x".repeat(1_000_001)))).isEmpty();
        assertThat(NearestWord.near("abcd", List.of("x".repeat(1_000_000), "abce"))).containsExactly("abce");
    }
}
