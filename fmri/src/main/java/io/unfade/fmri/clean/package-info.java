/**
 * Temporal cleaning of region series: detrending, filtering, scrubbing, confounds, standardisation. Start at {@link
 * io.unfade.fmri.clean.Cleaning}. Plain arrays, one row for each scan; depends on {@code check} only.
 */
@NullMarked
package io.unfade.fmri.clean;

import org.jspecify.annotations.NullMarked;
