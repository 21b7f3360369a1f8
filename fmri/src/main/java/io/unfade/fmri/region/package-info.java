/** Regions of the brain: atlases and masks, and the time series of regions. Depends on {@code image} and {@code check}. */
@NullMarked
package io.unfade.fmri.region;

import org.jspecify.annotations.NullMarked;
