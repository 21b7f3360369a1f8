package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * When, times which feature: the geometric mean of what another method's map gives to a cell's step and to its feature.
 *
 * <pre>{@code
 * A_tc = sqrt(max(0, sum over c' of M_tc') max(0, sum over t' of M_t'c))
 * }</pre>
 *
 * <p>M is the other method's signed map. Sums over a hundred cells have a tenth of the noise of one. But the form assumes
 * that the informative cells are one block of steps and features: of two blocks at different steps and features it also
 * marks the two corners between them. Where the steps or features speak against the output, it is 0. Units of the other
 * method. Costs what the other method costs.
 *
 * @param method M
 */
public record TwoWay(Attribution method) implements MapStep {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "two-way",
            "another method's map as steps times features; assumes one block of cells",
            options -> new TwoWay(options.method("method")),
            new Kind.Option("method", "evidence", "the other method; its options are method.NAME"));

    /** Checks the other method. */
    public TwoWay {
        Wrapper.checkOther("two-way", method);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return optionsOfOther();
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(MapStep.super.doubts());
        doubts.add("two-way maps assume that the informative cells are one block of steps and features");
        return doubts;
    }

    @Override
    public double[] changed(double[] map, int features) {
        double[] ofSteps = new double[map.length / features];
        double[] ofFeatures = new double[features];
        for (int i = 0; i < map.length; i++) {
            ofSteps[i / features] += map[i];
            ofFeatures[i % features] += map[i];
        }
        double[] product = new double[map.length];
        Arrays.setAll(
                product, i -> Math.sqrt(Math.max(0, ofSteps[i / features]) * Math.max(0, ofFeatures[i % features])));
        return product;
    }
}
