package io.unfade.engine;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The variables that decide which engine is loaded, and from where.
 *
 * @param variables of the process
 */
record Environment(Map<String, String> variables) {
    /** Names the folder of another libtorch than the bundled one. */
    static final String LIBTORCH = "UNFADE_LIBTORCH";

    /** Names the folder that native libraries are unpacked to. */
    static final String CACHE = "ENGINE_CACHE_DIR";

    /** {@return a variable of the process; null if it is not set or empty} */
    @Nullable
    String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** {@return a variable or, as the engine does it, the system property of the same name; null if neither says anything} */
    @Nullable
    String value(String name) {
        String value = variable(name);
        String property = System.getProperty(name);
        return value != null || property == null || property.isEmpty() ? value : property;
    }
}
