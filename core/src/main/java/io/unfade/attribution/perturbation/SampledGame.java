package io.unfade.attribution.perturbation;

import java.util.LinkedHashMap;
import java.util.Map;

/** A method that estimates the Shapley values of groups of cells from so many random samples; complete. */
interface SampledGame extends OfGroups {
    /** {@return how many samples} */
    int samples();

    @Override
    default Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        groups().put(options);
        options.put("samples", Integer.toString(samples()));
        options.put("baseline", baseline().key());
        return options;
    }

    @Override
    default boolean isComplete() {
        return true;
    }
}
