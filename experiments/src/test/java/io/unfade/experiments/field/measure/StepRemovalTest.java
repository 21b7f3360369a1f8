package io.unfade.experiments.field.measure;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.control.InputMagnitude;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StepRemovalTest {
    /** The logit of class 1 is the sum of all real cells; of positive series it is the predicted class. */
    private static final Model SUM = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
        double[][] logits = new double[inputs.count()][2];
        for (int b = 0; b < logits.length; b++) {
            for (int cell = 0; cell < inputs.cells(b); cell++) {
                logits[b][1] += inputs.values()[inputs.offset(b) + cell];
            }
        }
        return logits;
    });

    private static SeriesSet series(double power) {
        float[][] steps = new float[40][];
        for (int t = 0; t < steps.length; t++) {
            float value = (float) Math.pow(((t * 7) % 40 + 1) / 40.0, power);
            steps[t] = new float[] {value, value / 2};
        }
        return SeriesSet.of(new float[][][] {steps});
    }

    @Test
    void ofMaps_equalSteps_isZero() {
        SeriesSet set = series(0);
        SaliencyMaps maps = Explainer.explain(SUM, set, new InputMagnitude());
        assertThat(StepRemoval.ofMaps(SUM, set, maps, 3, Progress.NONE)).isCloseTo(0, within(1e-9));
    }

    /** Without two more steps each time the sum falls by the largest steps; at random, on average by the mean step. */
    @Test
    void ofMaps_sumModel_isTheFallOfTheSumBeyondThatOfMeanSteps() {
        SeriesSet set = series(3);
        SaliencyMaps maps = Explainer.explain(SUM, set, new InputMagnitude());
        double[] steps = IntStream.range(0, 40)
                .mapToDouble(t -> set.value(0, t, 0) + set.value(0, t, 1))
                .sorted()
                .toArray();
        double mean = Arrays.stream(steps).average().orElseThrow();
        double expected = 0;
        double fall = 0;
        for (int part = 1; part <= 10; part++) {
            fall += steps[40 - 2 * part] + steps[41 - 2 * part];
            expected += (fall - 2 * part * mean) / 11;
        }
        double found = IntStream.range(0, 400)
                .mapToDouble(seed -> StepRemoval.ofMaps(SUM, set, maps, seed, Progress.NONE))
                .average()
                .orElseThrow();
        assertThat(expected).isGreaterThan(1);
        assertThat(found).isCloseTo(expected, within(0.05 * expected));
        assertThat(StepRemoval.ofMaps(SUM, set, maps, 3, Progress.NONE))
                .isEqualTo(StepRemoval.ofMaps(SUM, set, maps, 3, Progress.NONE))
                .isNotEqualTo(StepRemoval.ofMaps(SUM, set, maps, 4, Progress.NONE));
    }
}
