/**
 * What the tests of all modules share: reference numbers, and where real data lie. Depends on nothing of the product.
 */
@NullMarked
package io.unfade.testing;

import org.jspecify.annotations.NullMarked;
