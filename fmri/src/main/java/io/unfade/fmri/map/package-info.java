/**
 * Saliency maps as brain maps: NIfTI images and CIFTI files. Depends on {@code prepare} and the packages below it, and
 * on {@code attribution}.
 */
@NullMarked
package io.unfade.fmri.map;

import org.jspecify.annotations.NullMarked;
