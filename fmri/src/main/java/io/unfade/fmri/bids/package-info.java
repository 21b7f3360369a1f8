/**
 * The text files that accompany brain images, events, confounds and sidecars, and which of them belong together, in
 * BIDS, OpenfMRI and HCP folders. {@link io.unfade.fmri.bids.RunFiles} finds what belongs to an image. Depends on
 * {@code table} and {@code check}.
 */
@NullMarked
package io.unfade.fmri.bids;

import org.jspecify.annotations.NullMarked;
