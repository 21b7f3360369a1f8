package io.unfade.attribution.perturbation;

import io.unfade.attribution.Background;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PermutationTest {
    private static final Inputs INPUTS =
            new Inputs(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0}, new int[] {3, 1}, 3, 2);
    private static final Inputs OTHERS = new Inputs(
            new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, -1, -2, -3, -4, 0, 0, 2, 3, 5, 7, 11, 13},
            new int[] {3, 2, 3},
            3,
            2);

    /** The product of the sums of both features. */
    private static double[][] product(Inputs inputs) {
        double[][] outputs = new double[inputs.count()][2];
        for (int b = 0; b < outputs.length; b++) {
            double[] sums = new double[2];
            for (int i = 0; i < inputs.cells(b); i++) {
                sums[i % 2] += inputs.values()[inputs.offset(b) + i];
            }
            outputs[b][1] = sums[0] * sums[1];
        }
        return outputs;
    }

    private static Problem problem(long seed) {
        Model model = Model.of(Signature.of(2, 2, Output.LOGIT), PermutationTest::product);
        return Problem.of(model, INPUTS, Output.LOGIT, List.of("a", "b"), seed, 1, 1)
                .with(Background.of(OTHERS));
    }

    @Test
    void attribute_asManyDrawsAsSeries_isTheMeanOverTheBackground() {
        Problem problem = problem(3);
        Permutation method = new Permutation(Grouping.of(Grouping.By.FEATURE), 6);
        double[] values = method.attribute(problem).values();
        double drop = 0;
        for (int other = 0; other < 3; other++) {
            double[] exchanged = INPUTS.values().clone();
            problem.background().copy(other, 6, exchanged, 0);
            for (int i = 1; i < 6; i += 2) {
                exchanged[i] = INPUTS.values()[i];
            }
            drop += (problem.values()[0] - problem.at(exchanged).values()[0]) / 3;
        }
        assertThat(values[0]).isEqualTo(drop, within(1e-12));
        assertThat(values[2]).isEqualTo(values[0]);
        assertThat(values[6]).isEqualTo(7 * 8 - 8 * (0.1 - 1 + 2) / 3, within(1e-12));
    }

    @Test
    void attribute_oneDraw_takesAllSeriesByTheSeed() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            double[] values = new Permutation(Grouping.of(Grouping.By.FEATURE), 1)
                    .attribute(problem(seed))
                    .values();
            seen.add(Math.round(100 * (7 * 8 - values[6]) / 8));
        }
        assertThat(seen).containsExactlyInAnyOrder(10L, -100L, 200L);
    }

    @Test
    void draws_ofASeries_areEachOnceBeforeAnyComesAgain() {
        BackgroundDraws draws = new BackgroundDraws(problem(5), "use");
        for (int round = 0; round < 4; round++) {
            double[] first = new double[3];
            for (int k = 0; k < 3; k++) {
                first[k] = draws.next()[0];
            }
            Arrays.sort(first);
            assertThat(first).containsExactly(-1, 0.1, 2);
        }
    }

    @Test
    void new_noDraws_isRefused() {
        assertThatThrownBy(() -> new Permutation(Grouping.of(Grouping.By.STEP), 0))
                .hasMessage("permutation: draws must be in 1..10000, but was 0");
    }
}
