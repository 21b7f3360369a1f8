/** Shared arithmetic on plain arrays. No engine types. Depends on {@code check} only. */
@NullMarked
package io.unfade.math;

import org.jspecify.annotations.NullMarked;
