/**
 * Shared by the readers of all formats: locations in files, parsing of values, missing values, ends of series, labels,
 * and assembly of the set.
 */
@NullMarked
package io.unfade.data.source;

import org.jspecify.annotations.NullMarked;
