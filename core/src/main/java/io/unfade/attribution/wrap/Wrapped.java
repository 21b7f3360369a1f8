package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;

import java.util.LinkedHashMap;
import java.util.Map;

/** A method that another one is made around. */
final class Wrapped {
    private Wrapped() {}

    /** {@return its name as the option {@code method}, and its options by names that start with {@code method.}} */
    static Map<String, String> options(Attribution method) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("method", method.kind().key());
        method.options().forEach((name, value) -> options.put("method." + name, value));
        return options;
    }
}
