/** Tests that span packages, and what tests share. */
@NullMarked
package io.unfade;

import org.jspecify.annotations.NullMarked;
