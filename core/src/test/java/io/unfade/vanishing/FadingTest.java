package io.unfade.vanishing;

import io.unfade.data.numpy.NpzFile;
import io.unfade.testing.SharedFiles;
import io.unfade.vanishing.Fading.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FadingTest {
    private static final double ROUNDING = 1e-12;
    private static final double TINY = Double.MIN_VALUE;

    @Test
    void stepMass_signedMap_sumsMagnitudesOfRealSteps() {
        double[] map = {1, -2, 0, 3, 7, Double.NaN};

        assertThat(Fading.stepMass(map, 2, 2)).containsExactly(3, 3);
    }

    @Test
    void shareInLast_twoLengths_roundsStepsUpAndAverages() {
        // Last tenth of 10 steps: 1 step, 6 of 15; of 11 steps: 2 steps, 2 of 11.
        Fading fading = Fading.of(List.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 6}, ones(11)));

        assertThat(fading.shareInLast(0.1)).isEqualTo((6.0 / 15 + 2.0 / 11) / 2, within(ROUNDING));
        assertThat(fading.uniformShareInLast(0.1)).isEqualTo((1.0 / 10 + 2.0 / 11) / 2, within(ROUNDING));
        assertThat(fading.shareInLast(1)).isEqualTo(1, within(ROUNDING));
    }

    @Test
    void shareInLast_productThatRoundsUp_takesNoStepTooMany() {
        // 0.1 * 70 is 7.000000000000001 in doubles.
        assertThat(Fading.of(List.of(ones(70))).shareInLast(0.1)).isEqualTo(0.1, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"'1,1,1,1', 2", "'1,1,1,1,1', 3", "'0,0,0,1', 1", "'1,0,0,0', 4", "'4,1,1,1,1', 4", "'5', 1"})
    void halfLife_oneSeries_countsStepsFromTheEnd(String mass, double halfLife) {
        assertThat(Fading.of(List.of(parse(mass))).halfLife()).isEqualTo(halfLife);
    }

    @Test
    void halfLife_tenEqualSteps_isNotThrownOffByRounding() {
        double[] tenths = new double[10];
        Arrays.fill(tenths, 0.1);

        assertThat(Fading.of(List.of(tenths)).halfLife()).isEqualTo(5);
    }

    @Test
    void halfLife_severalSeries_isTheMedian() {
        double[] one = {0, 0, 0, 1};
        double[] two = {1, 1, 1, 1};
        double[] four = {1, 0, 0, 0};

        assertThat(Fading.of(List.of(one, four, two)).halfLife()).isEqualTo(2);
        assertThat(Fading.of(List.of(one, four)).halfLife()).isEqualTo(2.5);
    }

    @Test
    void profile_twoLengths_alignsRelativePosition() {
        Fading fading = Fading.of(List.of(new double[] {3, 0, 0, 1}, new double[] {0, 1}));

        assertThat(fading.profile(2)).containsExactly(new double[] {0.375, 0.625}, within(ROUNDING));
    }

    @Test
    void profile_stepsAcrossParts_arePartedByOverlap() {
        // Step 1 of 3 covers 1/3..2/3: half of it lies in either half.
        assertThat(Fading.of(List.of(new double[] {1, 4, 0})).profile(2))
                .containsExactly(new double[] {0.6, 0.4}, within(ROUNDING));
        assertThat(Fading.of(List.of(new double[] {1, 3})).profile(4))
                .containsExactly(new double[] {0.125, 0.125, 0.375, 0.375}, within(ROUNDING));
    }

    @Test
    void of_seriesWithoutSaliency_areCountedAndLeftOut() {
        Fading fading = Fading.of(List.of(new double[] {0, 0}, new double[] {0, 1}, new double[] {0}));

        assertThat(fading.count()).isEqualTo(1);
        assertThat(fading.zeroCount()).isEqualTo(2);
        assertThat(fading.shareInLast(0.5)).isEqualTo(1);
    }

    @Test
    void of_noSaliencyAnywhere_isUnknown() {
        Fading fading = Fading.of(List.of(new double[20]));

        assertThat(fading.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(fading.shareInLast(0.1)).isNaN();
        assertThat(fading.halfLife()).isNaN();
        assertThat(fading.profile(2)).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void of_extremeMagnitudes_keepsShares() {
        Fading fading = Fading.of(List.of(new double[] {1e308, 1e308, 1e308}, new double[] {TINY, TINY, TINY}));

        assertThat(fading.shareInLast(0.3)).isEqualTo(1.0 / 3, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"1, KEEPS", "2.9, KEEPS", "3.1, WEAKENS", "8.9, WEAKENS", "9.1, FADES"})
    void verdict_tenSteps_followsTheShareOfTheLast(double last, Verdict expected) {
        // Nine steps of 1 and one of `last`: a share of last / (9 + last), 1/4 at 3 and 1/2 at 9.
        double[] mass = ones(10);
        mass[9] = last;

        assertThat(Fading.of(List.of(mass)).verdict()).isEqualTo(expected);
    }

    @Test
    void verdict_fewSteps_isUnknown() {
        assertThat(Fading.of(List.of(ones(4))).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(Fading.of(List.of(ones(5))).verdict()).isEqualTo(Verdict.KEEPS);
    }

    @ParameterizedTest
    @CsvSource({"LSTM, FADES", "InputCellAttention, KEEPS"})
    void verdict_authorsPretrainedModels_isThePapersFinding(String model, Verdict expected) throws IOException {
        List<double[]> mass = new ArrayList<>();
        try (NpzFile golden = NpzFile.open(SharedFiles.pretrained("pretrained_topbox.npz"))) {
            double[] sums = golden.array(model + "_saliency_time_sum").toDoubles();
            for (int i = 0; i < 12; i++) {
                mass.add(Arrays.copyOfRange(sums, 100 * i, 100 * (i + 1)));
            }
        }

        assertThat(Fading.of(mass).verdict()).isEqualTo(expected);
    }

    @Test
    void of_badMasses_saysWhatIsWrong() {
        assertThatThrownBy(() -> Fading.of(List.of(ones(2), new double[] {-1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("saliency mass must be finite and >= 0, but series 1 has a step with -1.0");
        assertThatThrownBy(() -> Fading.of(List.of())).hasMessageContaining("at least 1 series");
        assertThatThrownBy(() -> Fading.of(List.of(new double[0]))).hasMessageContaining("series 0 has no steps");
        assertThatThrownBy(() -> Fading.of(List.of(ones(2))).shareInLast(0)).hasMessageContaining("but was 0.0");
        assertThatThrownBy(() -> Fading.of(List.of(ones(2))).profile(0)).hasMessageContaining("but 0 were asked for");
        assertThatThrownBy(() -> Fading.stepMass(new double[3], 2, 2)).hasMessageContaining("but has 3");
    }

    private static double[] ones(int steps) {
        double[] mass = new double[steps];
        Arrays.fill(mass, 1);
        return mass;
    }

    private static double[] parse(String mass) {
        return Arrays.stream(mass.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
