/** Brain figures: cuts, glass brains and grids of them. */
@NullMarked
package io.unfade.fmri.draw;

import org.jspecify.annotations.NullMarked;
