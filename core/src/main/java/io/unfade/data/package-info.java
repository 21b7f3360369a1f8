/**
 * Labelled sets of time series ({@link io.unfade.data.SeriesSet}), their splits and their standardisation. No engine types. Depends on {@code check} and {@code math}.
 */
@NullMarked
package io.unfade.data;

import org.jspecify.annotations.NullMarked;
