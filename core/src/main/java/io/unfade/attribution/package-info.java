/** Attribution: methods that measure which cells of an input a model used, and their maps. */
@NullMarked
package io.unfade.attribution;

import org.jspecify.annotations.NullMarked;
