/** Weights as plain arrays with a shape, and the file format that holds them by name. */
@NullMarked
package io.unfade.model.tensor;

import org.jspecify.annotations.NullMarked;
