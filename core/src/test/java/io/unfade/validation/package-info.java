/** Tests of cross-validation. */
@NullMarked
package io.unfade.validation;

import org.jspecify.annotations.NullMarked;
