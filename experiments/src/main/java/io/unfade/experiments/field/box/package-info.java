/** The models that the field's benchmarks explain: white boxes, and networks that are trained on their data. */
@NullMarked
package io.unfade.experiments.field.box;

import org.jspecify.annotations.NullMarked;
