/** Stems: what a network reads its series through, whole and one step at a time. */
@NullMarked
package io.unfade.nn.stem;

import org.jspecify.annotations.NullMarked;
