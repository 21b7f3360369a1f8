/**
 * How much a map says about its model, judged without knowing which cells matter.
 */
@NullMarked
package io.unfade.faithfulness;

import org.jspecify.annotations.NullMarked;
