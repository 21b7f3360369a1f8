/**
 * The network as a whole: {@link io.unfade.nn.Classifier}, what it reads out, its first weights, and the same network one
 * step at a time. Made of the parts in {@code nn.layer}, {@code nn.attention} and {@code nn.recurrent}, whose classes are
 * public for this package and {@code vanishing} alone.
 */
@NullMarked
package io.unfade.nn;

import org.jspecify.annotations.NullMarked;
