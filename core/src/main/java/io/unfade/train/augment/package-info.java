/** How training series are changed at random: augmentation, adaptive noise, and the cells that guidance replaces. */
@NullMarked
package io.unfade.train.augment;

import org.jspecify.annotations.NullMarked;
