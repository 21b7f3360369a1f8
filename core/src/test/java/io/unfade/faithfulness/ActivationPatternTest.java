package io.unfade.faithfulness;

import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ActivationPatternTest {
    private static final int COUNT = 4000;

    /** Feature 0 is signal and noise, feature 1 the noise alone: the model of Haufe et al., section 2.1. */
    private static SeriesSet suppressed(boolean grouped) {
        Random random = new Random(4);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, COUNT, 2, 2);
        int[] groups = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            groups[i] = i % 2;
            double signal = random.nextGaussian();
            double noise = random.nextGaussian() + (grouped ? 50 * groups[i] : 0);
            builder.cell(i, 0, 0, signal + noise).cell(i, 0, 1, noise).cell(i, 1, 0, random.nextGaussian());
        }
        return (grouped ? builder.groups(groups) : builder).build();
    }

    /** The weights of the model: 1 and -1, which leave the signal. */
    private static final Model DIFFERENCE = difference(2);

    private static Model difference(int features) {
        return Model.of(Signature.of(features, 2, Output.LOGIT), inputs -> {
            double[][] logits = new double[inputs.count()][2];
            for (int i = 0; i < logits.length; i++) {
                logits[i][1] = inputs.values()[inputs.offset(i)] - inputs.values()[inputs.offset(i) + 1];
            }
            return logits;
        });
    }

    @Test
    void suppressor_hasWeightButNoPattern() {
        for (boolean grouped : new boolean[] {false, true}) {
            double[] cells =
                    ActivationPattern.of(DIFFERENCE, suppressed(grouped), 1, 64).cells();

            assertThat(cells[0]).isCloseTo(1, within(0.05)); // Cov(signal + noise, signal) / Var(signal)
            assertThat(cells[1]).isCloseTo(0, within(0.05));
            assertThat(cells[2]).isCloseTo(0, within(0.05));
        }
    }

    @Test
    void otherClass_hasTheOppositePattern() {
        SeriesSet set = suppressed(false);
        double[] one = ActivationPattern.of(DIFFERENCE, set, 1, 64).cells();
        double[] zero = ActivationPattern.of(DIFFERENCE, set, 0, 64).cells();

        for (int cell = 0; cell < one.length; cell++) {
            assertThat(zero[cell]).isCloseTo(-one[cell], within(1e-12));
        }
    }

    @Test
    void stepsThatFewReach_haveNoPattern() {
        SeriesSet set = SeriesSet.builder(Precision.DOUBLE, 2, 2, 2)
                .cell(0, 0, 0, 1)
                .lengths(new int[] {2, 1})
                .build();

        assertThat(ActivationPattern.of(DIFFERENCE, set, 1, 64).cells()[2]).isNaN();
        assertThatThrownBy(() -> ActivationPattern.of(DIFFERENCE, set, 2, 64)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> ActivationPattern.of(DIFFERENCE, set.select(0), 1, 64))
                .hasMessageContaining("at least 2");
    }

    @Test
    void chance_isSmallWhereThereIsSignal_andNowhereElse() {
        SeriesSet set = suppressed(true).select(IntStream.range(0, 200).toArray());
        ActivationPattern.Tested tested = ActivationPattern.tested(DIFFERENCE, set, 1, 64, 99, 7, Progress.NONE);
        double[] chance = tested.chance();
        assertThat(tested.pattern().cells())
                .isEqualTo(ActivationPattern.of(DIFFERENCE, set, 1, 64).cells());

        assertThat(chance[0]).isEqualTo(0.01); // none of 99, and itself
        assertThat(tested.familyWise()[0]).isEqualTo(0.01);
        assertThat(tested.familyWise()[1]).isGreaterThanOrEqualTo(chance[1]);
        assertThat(tested.familyWise()[2]).isGreaterThanOrEqualTo(chance[2]);
        assertThat(chance[1]).isGreaterThan(0.05);
        assertThat(chance[2]).isGreaterThan(0.05);
        assertThat(chance[3]).as("a constant cell: all are as large").isEqualTo(1);
        assertThatThrownBy(() -> ActivationPattern.tested(DIFFERENCE, set, 1, 64, 0, 7, Progress.NONE))
                .hasMessageContaining("at least 1");
    }

    @Test
    void familyWise_isNotDrownedByCellsOfFewSeries() {
        int features = 40;
        Random random = new Random(8);
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 200, 2, features);
        int[] lengths = new int[200];
        for (int i = 0; i < 200; i++) {
            lengths[i] = i < 10 ? 2 : 1;
            double noise = random.nextGaussian();
            for (int c = 0; c < features; c++) {
                builder.cell(i, 0, c, c == 0 ? random.nextGaussian() + noise : c == 1 ? noise : random.nextGaussian());
                if (i < 10) {
                    builder.cell(i, 1, c, random.nextGaussian());
                }
            }
        }
        SeriesSet set = builder.lengths(lengths).build();
        ActivationPattern.Tested tested =
                ActivationPattern.tested(difference(features), set, 1, 64, 199, 7, Progress.NONE);

        assertThat(tested.familyWise()[0])
                .as("a correlation of 0.7 over 200 series; over 10 some cell has a larger one by chance")
                .isEqualTo(0.005);
        assertThat(tested.chance()[0]).isEqualTo(0.005);
        assertThat(Arrays.stream(tested.familyWise()).skip(2)).allMatch(p -> p > 0.05);
    }

    @Test
    void familyWise_isNotOfStepsThatFewReach() {
        SeriesSet set = suppressed(false).select(IntStream.range(0, 200).toArray());
        int[] lengths = new int[200];
        Arrays.fill(lengths, 1);
        lengths[0] = 2;
        lengths[1] = 2;
        SeriesSet uneven = set.toBuilder().lengths(lengths).build();
        double[] familyWise = ActivationPattern.tested(DIFFERENCE, uneven, 1, 64, 99, 7, Progress.NONE)
                .familyWise();

        assertThat(familyWise[0]).isEqualTo(0.01); // two series alone always correlate by 1
        assertThat(familyWise[2]).isNaN();
    }
}
