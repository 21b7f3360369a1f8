package io.unfade.fmri.prepare;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ConfoundColumnsTest {
    private final ConfoundColumns columns = new ConfoundColumns();

    @Test
    void columnsOfAllRuns_areSaidOnce() {
        assertThat(columns.isEmpty()).isTrue();
        List<String> names = List.of("csf", "a_comp_cor_09", "a_comp_cor_10", "a_comp_cor_11", "cosine00", "cosine01");
        columns.add("sub-1 r1", names);
        columns.add("sub-1 r2", names);
        assertThat(columns.words()).isEqualTo("6 in each run: csf, a_comp_cor_09 to a_comp_cor_11, cosine00, cosine01");
    }

    @Test
    void columnsThatDiffer_areSaidByRun() {
        columns.add("sub-1 r1", List.of("cosine00"));
        columns.add("sub-1 r2", List.of());
        columns.add("sub-1 r3", List.of("cosine00"));
        assertThat(columns.words()).isEqualTo("1 in sub-1 r1, sub-1 r3: cosine00; 0 in sub-1 r2");
    }
}
