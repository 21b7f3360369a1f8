/** Long work in pieces that are computed once and kept, so that killed work goes on where it was. */
@NullMarked
package io.unfade.piece;

import org.jspecify.annotations.NullMarked;
