/**
 * Attribution: methods that say which cells of an input a model used, and the maps they give.
 */
@NullMarked
package io.unfade.attribution;

import org.jspecify.annotations.NullMarked;
