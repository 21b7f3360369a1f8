/**
 * What readers of all formats share: where in a file something is, how values are read, missing values, ends of series,
 * labels, and the set that grows while a file is read.
 */
@NullMarked
package io.unfade.data.source;

import org.jspecify.annotations.NullMarked;
