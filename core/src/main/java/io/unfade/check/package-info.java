/**
 * Checks at the public border and the one exception for bad files. Depends on nothing; everything may depend on it.
 */
@NullMarked
package io.unfade.check;

import org.jspecify.annotations.NullMarked;
