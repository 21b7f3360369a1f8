package io.unfade.report.page;

import java.util.LinkedHashMap;

/** The values of a template, by name. */
final class Values extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;

    /** Adds a value. */
    Values with(String name, Object value) {
        put(name, value);
        return this;
    }
}
