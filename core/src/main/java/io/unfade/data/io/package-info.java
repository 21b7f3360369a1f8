/**
 * Series in and out of files: {@link io.unfade.data.io.SeriesFiles} is the way in and out for all formats, and
 * {@link io.unfade.data.io.SeriesParts} reads what is too large to hold. The formats live in {@code data.numpy} and
 * {@code data.text}.
 */
@NullMarked
package io.unfade.data.io;

import org.jspecify.annotations.NullMarked;
