@NullMarked
package io.unfade.model.foreign;

import org.jspecify.annotations.NullMarked;
