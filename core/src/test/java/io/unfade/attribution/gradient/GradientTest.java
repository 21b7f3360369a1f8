package io.unfade.attribution.gradient;

import io.unfade.attribution.GoldenProblem;
import io.unfade.model.Output;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.List;

class GradientTest {
    static final List<String> NAMES = GoldenProblem.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_golden_matchesAutograd(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            for (Output output : golden.outputs()) {
                double[] values = new Gradient().attribute(golden.of(output)).values();
                golden.check(values, GoldenProblem.prefix(output) + "_gradient");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_goldenTimesInput_matchesCaptum(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            double[] values = new InputXGradient()
                    .attribute(golden.of(Output.PROBABILITY))
                    .values();
            golden.check(values, "prob_input_x_gradient");
        }
    }
}
