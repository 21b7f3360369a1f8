package io.unfade.attribution.path;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.model.DifferentiableModel;

import java.util.LinkedHashMap;
import java.util.Map;

/** A method that integrates the gradient along a way from a baseline. */
interface FromBaseline extends Attribution {
    /** {@return how many points of the way} */
    int steps();

    /** {@return where it starts} */
    Baseline baseline();

    @Override
    default Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("steps", Integer.toString(steps()));
        options.put("baseline", baseline().key());
        return options;
    }

    @Override
    default Class<DifferentiableModel> needs() {
        return DifferentiableModel.class;
    }

    @Override
    default boolean needsBackground() {
        return baseline().needsBackground();
    }
}
