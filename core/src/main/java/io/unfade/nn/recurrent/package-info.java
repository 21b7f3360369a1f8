/** Recurrent layers over the attended inputs, for whole series and step by step. */
@NullMarked
package io.unfade.nn.recurrent;

import org.jspecify.annotations.NullMarked;
