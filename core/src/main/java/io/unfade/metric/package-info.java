/**
 * Measures of maps and of predictions on plain arrays. No engine types. Depends on {@code check} and {@code math}.
 */
@NullMarked
package io.unfade.metric;

import org.jspecify.annotations.NullMarked;
