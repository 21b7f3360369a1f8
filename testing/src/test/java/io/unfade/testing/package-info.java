@NullMarked
package io.unfade.testing;

import org.jspecify.annotations.NullMarked;
