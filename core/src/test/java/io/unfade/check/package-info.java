/** Tests of the checks and of atomic writing. */
@NullMarked
package io.unfade.check;

import org.jspecify.annotations.NullMarked;
