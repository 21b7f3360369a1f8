/** Tests of the files beside brain images. */
@NullMarked
package io.unfade.fmri.bids;

import org.jspecify.annotations.NullMarked;
