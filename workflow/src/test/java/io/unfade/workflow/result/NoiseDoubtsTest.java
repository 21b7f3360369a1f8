package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.workflow.base.RequestJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoiseDoubtsTest {
    @Test
    void of_levelInBetween_isNone() {
        assertThat(NoiseDoubts.of(training(0.05, 3))).isEmpty();
        assertThat(NoiseDoubts.of(RequestJson.newObject())).isEmpty();
    }

    @Test
    void of_levelWithinAStepOfTheFloor_saysThatNothingWasLearnt() {
        assertThat(NoiseDoubts.of(training(0.05, 0.06)))
                .containsExactly(
                        "nothing could be learnt under noise (its level ended at its floor), so maps mean little");
        assertThat(NoiseDoubts.of(training(0.05, 0.0601))).isEmpty();
    }

    @Test
    void of_theEpochOfTheWeights_isWhatCounts() {
        ObjectNode training = training(0.05, 3);
        ((ArrayNode) training.path("history")).addObject().put("noiseLevel", 0.05);
        assertThat(NoiseDoubts.of(training)).isEmpty();
        assertThat(NoiseDoubts.of(training.put("bestEpoch", 2))).hasSize(1);
    }

    @Test
    void of_someMembers_saysHowMany() {
        ObjectNode training = training(0.05, 3);
        ArrayNode members = training.putArray("members");
        for (double level : new double[] {0.05, 7, 0.06, 1000}) {
            members.addObject().put("noiseLevel", level);
        }
        assertThat(NoiseDoubts.of(training))
                .containsExactly(
                        "nothing could be learnt under noise (its level ended at its floor in 2 of 4 networks), so maps mean"
                                + " little",
                        "series that are almost only noise were classified as well as asked for (its level ended at its limit"
                                + " in 1 of 4 networks), so the target is within reach of guessing, or the series are not"
                                + " standardized, and maps mean little");
    }

    /** {@return what is kept of a training of one epoch, in the words of the provenance} */
    private static ObjectNode training(double floor, double level) {
        ObjectNode training = RequestJson.newObject();
        training.putObject("options")
                .put("adaptiveNoise", "0.85")
                .put("adaptiveNoiseGrowth", "1.2")
                .put("adaptiveNoiseFloor", Double.toString(floor));
        training.put("bestEpoch", 1);
        training.putArray("history").addObject().put("noiseLevel", level);
        return training;
    }
}
