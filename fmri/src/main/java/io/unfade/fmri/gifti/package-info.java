/**
 * Surfaces in GIFTI: series, labels and masks of the vertices of one hemisphere in, maps of them out. {@link
 * io.unfade.fmri.gifti.SurfaceAtlas} is the way in, {@link io.unfade.fmri.gifti.GiftiWriter} the way out. Depends on {@code
 * region} and {@code check}.
 */
@NullMarked
package io.unfade.fmri.gifti;

import org.jspecify.annotations.NullMarked;
