/**
 * Surfaces in GIFTI: series, labels and masks of the vertices of one hemisphere in, maps of them out. {@link
 * io.unfade.fmri.gifti.SurfaceAtlas} reads them, {@link io.unfade.fmri.gifti.GiftiWriter} writes them. Depends on
 * {@code region} and {@code check}.
 */
@NullMarked
package io.unfade.fmri.gifti;

import org.jspecify.annotations.NullMarked;
