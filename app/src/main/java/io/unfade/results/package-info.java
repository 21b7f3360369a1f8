/**
 * What commands found, as values that turn into JSON for programs and text for people. Depends on the library only.
 */
@NullMarked
package io.unfade.results;

import org.jspecify.annotations.NullMarked;
