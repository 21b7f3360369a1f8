/**
 * Shared by the tests of all modules: reference numbers, the location of real data, and a count of skipped tests.
 * Independent of the product.
 */
@NullMarked
package io.unfade.testing;

import org.jspecify.annotations.NullMarked;
