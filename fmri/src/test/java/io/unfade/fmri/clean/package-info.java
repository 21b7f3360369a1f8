/** Tests of the temporal cleaning of region series. */
@NullMarked
package io.unfade.fmri.clean;

import org.jspecify.annotations.NullMarked;
