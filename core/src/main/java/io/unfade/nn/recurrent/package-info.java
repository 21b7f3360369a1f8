/**
 * Recurrent layers over the attended inputs, in whole series and one step at a time.
 */
@NullMarked
package io.unfade.nn.recurrent;

import org.jspecify.annotations.NullMarked;
