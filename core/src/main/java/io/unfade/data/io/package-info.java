/**
 * Readers and writers of series files; {@link io.unfade.data.io.SeriesFiles} is the way in. Depends on {@code data}.
 */
@NullMarked
package io.unfade.data.io;

import org.jspecify.annotations.NullMarked;
