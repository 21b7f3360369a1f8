/** Images of brains as the page shows them: what belongs to an item, and the numbers of its volumes. */
@NullMarked
package io.unfade.serve.brain;

import org.jspecify.annotations.NullMarked;
