/** Recurrent models through their outputs after every step. */
@NullMarked
package io.unfade.model.step;

import org.jspecify.annotations.NullMarked;
