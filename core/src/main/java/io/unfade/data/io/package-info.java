/**
 * Series in and out of files: {@link io.unfade.data.io.SeriesFiles} handles all formats, and {@link
 * io.unfade.data.io.SeriesParts} reads files larger than memory. The formats live in {@code data.numpy} and {@code
 * data.text}.
 */
@NullMarked
package io.unfade.data.io;

import org.jspecify.annotations.NullMarked;
