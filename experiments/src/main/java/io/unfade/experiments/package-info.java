/** The paper's experiments: a list of them; each has a package of its own. */
@NullMarked
package io.unfade.experiments;

import org.jspecify.annotations.NullMarked;
