package io.unfade.workflow.audit.section;

import io.unfade.attribution.Attribution;

import java.util.Locale;

/**
 * Maps that an audit looks at: those of a method, or of a control that they have to beat.
 *
 * @param name for readers, unique in the audit
 * @param method that makes the maps
 * @param untrained whether they are of the same network before any training
 */
public record MapKind(String name, Attribution method, boolean untrained) {
    /** {@return whether they say nothing about the model} */
    public boolean isControl() {
        return untrained || method.isControl();
    }

    /** {@return the name as a part of the names of files} */
    String key() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-+|-+$", "");
    }
}
