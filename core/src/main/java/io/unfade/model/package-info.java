/**
 * A trained model with its options, standardisation and provenance, in memory and as a folder. Depends on {@code nn} and {@code data}.
 */
@NullMarked
package io.unfade.model;

import org.jspecify.annotations.NullMarked;
