/**
 * Arithmetic on plain arrays that several packages share. No engine types. Depends on nothing.
 */
@NullMarked
package io.unfade.math;

import org.jspecify.annotations.NullMarked;
