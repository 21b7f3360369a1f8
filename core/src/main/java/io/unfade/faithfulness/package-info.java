/** How faithful a map is to its model, measured without knowing which cells matter. */
@NullMarked
package io.unfade.faithfulness;

import org.jspecify.annotations.NullMarked;
