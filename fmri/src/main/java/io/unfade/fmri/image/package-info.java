/**
 * Images of the brain: the grid of voxels, and NIfTI files, read as images or as plain numbers. Depends on {@code
 * check}.
 */
@NullMarked
package io.unfade.fmri.image;

import org.jspecify.annotations.NullMarked;
