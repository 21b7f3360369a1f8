/** The measures of explanation benchmarks, all at once, of the maps of one method on one data set. */
@NullMarked
package io.unfade.experiments.field.measure;

import org.jspecify.annotations.NullMarked;
