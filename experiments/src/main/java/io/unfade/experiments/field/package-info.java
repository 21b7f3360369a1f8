/** The explanation benchmarks of the field, with their published numbers beside ours. */
@NullMarked
package io.unfade.experiments.field;

import org.jspecify.annotations.NullMarked;
