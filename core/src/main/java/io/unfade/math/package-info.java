/** Shared arithmetic on plain arrays. No engine types. Depends on nothing. */
@NullMarked
package io.unfade.math;

import org.jspecify.annotations.NullMarked;
