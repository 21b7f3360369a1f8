/** Tests of the files that accompany brain images. */
@NullMarked
package io.unfade.fmri.bids;

import org.jspecify.annotations.NullMarked;
