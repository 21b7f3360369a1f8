package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.gradient.InputXGradient;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TwoWayTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void attribute_isTheRootOfPositiveSumsOverStepAndFeature() throws IOException {
        try (GoldenProblem golden = new GoldenProblem("ica")) {
            Problem problem = golden.of(Output.LOGIT);
            double[] map = new InputXGradient().attribute(problem).values();
            double[] product =
                    new TwoWay(new InputXGradient()).attribute(problem).values();
            Inputs inputs = problem.inputs();
            int width = inputs.features();
            boolean anyZero = false;
            for (int b = 0; b < inputs.count(); b++) {
                int steps = inputs.lengths()[b];
                for (int t = 0; t < steps; t++) {
                    for (int c = 0; c < width; c++) {
                        double ofStep = 0;
                        for (int other = 0; other < width; other++) {
                            ofStep += map[inputs.offset(b) + t * width + other];
                        }
                        double ofFeature = 0;
                        for (int other = 0; other < steps; other++) {
                            ofFeature += map[inputs.offset(b) + other * width + c];
                        }
                        double expected = ofStep > 0 && ofFeature > 0 ? Math.sqrt(ofStep * ofFeature) : 0;
                        anyZero |= expected == 0;
                        assertThat(product[inputs.offset(b) + t * width + c]).isEqualTo(expected, within(ROUNDING));
                    }
                }
            }
            assertThat(anyZero).isTrue();
        }
    }

    @Test
    void make_itselfAsTheOtherMethod_isRefused() {
        Attribution method = new TwoWay(new InputXGradient());
        assertThat(method.doubts()).anyMatch(doubt -> doubt.contains("one block"));
        assertThatThrownBy(() -> new TwoWay(method)).hasMessage("two-way: method must be another one, but was two-way");
    }
}
