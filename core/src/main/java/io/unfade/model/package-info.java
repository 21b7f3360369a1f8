/**
 * Models and their capabilities, with options, standardisation and provenance, in memory and as files. Depends on
 * {@code nn}, {@code data} and {@code engine}. Files of other programs are in {@code model.foreign}.
 */
@NullMarked
package io.unfade.model;

import org.jspecify.annotations.NullMarked;
