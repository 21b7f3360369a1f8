package io.unfade.engine;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The variables that determine which engine is loaded, and from where.
 *
 * @param variables of the process
 */
record Environment(Map<String, String> variables) {
    /** Folder of a libtorch to use instead of the bundled one. */
    static final String LIBTORCH = "UNFADE_LIBTORCH";

    /** Folder that native libraries are extracted to. */
    static final String CACHE = "ENGINE_CACHE_DIR";

    /** {@return a variable of the process; null if it is not set or empty} */
    @Nullable
    String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** {@return a variable or, as in the engine, the system property of the same name; null if neither is set} */
    @Nullable
    String value(String name) {
        String value = variable(name);
        String property = System.getProperty(name);
        return value != null || property == null || property.isEmpty() ? value : property;
    }
}
