/**
 * Methods that learn a mask for each series by descent: which cells must stay as they are for the model to give the same
 * output. What is learned lies on the heap, and the chain rule from the model's input to it is written out.
 */
@NullMarked
package io.unfade.attribution.mask;

import org.jspecify.annotations.NullMarked;
