/**
 * What the tests of all modules share: reference numbers, where real data lie, and a count of what was not run. Depends on nothing of the product.
 */
@NullMarked
package io.unfade.testing;

import org.jspecify.annotations.NullMarked;
