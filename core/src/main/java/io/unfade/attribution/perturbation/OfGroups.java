package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.model.Model;

import java.util.LinkedHashMap;
import java.util.Map;

/** A method that replaces groups of cells by a baseline. */
interface OfGroups extends Attribution {
    /** {@return the groups} */
    Grouping groups();

    /** {@return what replaces them} */
    Baseline baseline();

    @Override
    default Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        groups().put(options);
        options.put("baseline", baseline().key());
        return options;
    }

    @Override
    default Class<Model> needs() {
        return Model.class;
    }

    @Override
    default boolean needsBackground() {
        return baseline().needsBackground();
    }

    @Override
    default void check(Extent series) {
        groups().check(kind().key(), series);
    }
}
