/** The list of the paper's experiments; each has its own package. */
@NullMarked
package io.unfade.experiments;

import org.jspecify.annotations.NullMarked;
