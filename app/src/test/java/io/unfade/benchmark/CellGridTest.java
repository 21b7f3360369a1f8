package io.unfade.benchmark;

import io.unfade.nn.spec.Cell;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CellGridTest {
    private static final Size PAPER = Size.paper(Cell.GRU);

    @Test
    void aroundPaper_variesOneSizeAtATimeAndEndsWithLongSeries() {
        List<List<Size>> groups = CellGrid.aroundPaper(Cell.GRU).groups();
        assertThat(groups).doesNotHaveDuplicates().startsWith(List.of(PAPER));
        assertThat(groups)
                .contains(
                        List.of(PAPER.withSteps(10_000)),
                        List.of(PAPER.withFeatures(360)),
                        List.of(PAPER.withHidden(64)),
                        List.of(PAPER.withHops(1)));
        assertThat(groups.get(groups.size() - 1))
                .allMatch(size -> size.batch() == 1)
                .extracting(Size::steps)
                .containsExactly(100, 1_000, 10_000, 100_000);
    }

    @Test
    void full_hasEveryCombination() {
        assertThat(CellGrid.full(Cell.GRU).groups()).hasSize(2 * 5 * 3 * 3 * 3).doesNotHaveDuplicates();
    }

    @Test
    void suite_longSeries_isComparedWithPlainAndWithShorterOnes() {
        CellGrid grid = new CellGrid(List.of(List.of(PAPER.withSteps(1_000), PAPER.withSteps(2_000))));
        List<Case> cases =
                new CellSuite(grid, Long.MAX_VALUE, 0).groups().get(0).cases();
        assertThat(cases).extracting(Case::name).contains("plain, T=1000", "mean, T=1000", "direct, mean, T=2000");
        assertThat(find(cases, "plain, T=1000").comparisons()).isEmpty();
        assertThat(find(cases, "mean, T=2000").comparisons())
                .containsExactly(
                        new Case.Comparison("plain", "plain, T=2000"), new Case.Comparison("T=1000", "mean, T=1000"));
    }

    private static Case find(List<Case> cases, String name) {
        return cases.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
