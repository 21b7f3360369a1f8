/**
 * Checks of arguments, the exception for malformed files, atomic writes, locks and hashes of files, and text for
 * display. Depends on nothing; everything may depend on it.
 */
@NullMarked
package io.unfade.check;

import org.jspecify.annotations.NullMarked;
