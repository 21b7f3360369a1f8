package io.unfade.workflow.tune;

import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.option.TimeBudget;
import io.unfade.workflow.tune.Budget.Limits;
import io.unfade.workflow.tune.Budget.Speed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetTest {
    private static final Speed SPEED = new Speed(0.01, 2);

    private static Halving plan(int candidates) {
        return Halving.of(candidates, 600, 60, 5);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "10m, 600", "1h, 3600"})
    void of_text_isItsSeconds(String text, double seconds) {
        assertThat(Budget.of(text, 1).seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "0s", "-5m", "1.5h", "10 m", "10d", "9999999s"})
    void of_textThatIsNoTime_isRefused(String text) {
        assertThatThrownBy(() -> Budget.of(text, 1))
                .isInstanceOf(BadRequest.class)
                .hasMessage("budget must be a time such as 90s, 10m or 1h, but was '%s'", text);
    }

    @Test
    void inWords_ofATime_isShort() {
        assertThat(TimeBudget.inWords(59.2)).isEqualTo("60s");
        assertThat(TimeBudget.inWords(121)).isEqualTo("3m");
        assertThat(TimeBudget.inWords(7200)).isEqualTo("2h");
    }

    /** 27 candidates: (27 x 67 x 3 + 10 x 200 x 3 + 4 x 600 x 5) x 1.3 x 0.01 s / 2 = 152.3 s, of 0.7 x 218 s = 152.6. */
    @Test
    void candidates_ofATime_areAsManyAsItsShareForTheSearchAllows() {
        assertThat(Budget.of("218s", 1).candidates(BudgetTest::plan, 0, 600, SPEED, 0))
                .isEqualTo(27);
        assertThat(Budget.of("217s", 1).candidates(BudgetTest::plan, 0, 600, SPEED, 0))
                .isEqualTo(26);
        assertThat(Budget.of("218s", 1).candidates(BudgetTest::plan, 0, 600, SPEED, 1))
                .isEqualTo(26);
        assertThat(Budget.of("218s", 1).candidates(BudgetTest::plan, 5000, 600, SPEED, 0))
                .isLessThan(26);
        assertThat(Budget.of("9h", 1).candidates(BudgetTest::plan, 0, 600, SPEED, 0))
                .isEqualTo(Budget.MOST);
    }

    /** 3 candidates for a third of the steps: 3 x 200 x 5 x 1.3 x 0.01 s / 2 = 19.5 s, and 2.5 x 600 x 0.01 s for the final model. */
    @Test
    void fitting_tooLittleTime_saysWhatIsNeeded() {
        assertThatThrownBy(() -> Schedule.fitting(Budget.of("30s", 1), 600, 200, 5, true, SPEED, 0))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("budget 30s is too short")
                .hasMessageContaining("take about 35s here");
    }

    /** 9 candidates take 66.4 s, other lengths (0.5 + 2) x 600 x 5 steps, 48.75 s more; there are 84 s of 120, and 42 s of 60. */
    @Test
    void fitting_lessTime_leavesOutOtherLengthsAndThenTrainsForFewerSteps() {
        assertThat(Schedule.fitting(Budget.of("10m", 1), 600, 60, 5, true, SPEED, 0)
                        .lengths())
                .isTrue();
        Schedule less = Schedule.fitting(Budget.of("120s", 1), 600, 60, 5, true, SPEED, 0);
        assertThat(less.lengths()).isFalse();
        assertThat(less.steps()).isEqualTo(600);
        assertThat(less.candidates()).isBetween(9, 26);
        Schedule least = Schedule.fitting(Budget.of("60s", 1), 600, 60, 5, true, SPEED, 0);
        assertThat(least.steps()).isEqualTo(200);
        assertThat(least.candidates()).isGreaterThanOrEqualTo(9);
    }

    /** Rungs of 9 x 67 x 3, 4 x 200 x 3 and 2 x 600 x 5 steps and 1500 more end at these shares of 70 s. */
    @Test
    void limits_ofRungs_areByTheirShareOfSteps() {
        AtomicInteger now = new AtomicInteger();
        Limits limits = Budget.of("100s", 1).limits(plan(9), 1500, 600, SPEED, 0, now::get);
        double all = 1809 + 2400 + 6000 + 1500;
        double[] ends = {70, 70 * 1809 / all, 70 * 4209 / all, 70 * 10209 / all};
        for (int rung = 0; rung < ends.length; rung++) {
            now.set((int) Math.floor(ends[rung] - 0.01));
            assertThat(limits.isOver(rung, 0)).isFalse();
            assertThat(limits.isOver(rung, 2)).isTrue();
            now.set((int) Math.ceil(ends[rung] + 0.01));
            assertThat(limits.isOver(rung, 0)).isTrue();
        }
    }
}
