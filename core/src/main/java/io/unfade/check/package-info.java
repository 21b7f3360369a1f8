/**
 * Checks at the public border, the one exception for bad files, and files that are written whole or not at all, locks and hashes of files, text fit to be shown. Depends on nothing; everything may depend on it.
 */
@NullMarked
package io.unfade.check;

import org.jspecify.annotations.NullMarked;
