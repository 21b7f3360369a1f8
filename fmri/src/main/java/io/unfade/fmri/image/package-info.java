/** Images of the brain: the grid of voxels, and NIfTI files as images and as bare numbers. Depends on {@code check}. */
@NullMarked
package io.unfade.fmri.image;

import org.jspecify.annotations.NullMarked;
