/** What is cheap to know of a file: its kind, sizes, names and origin, without reading its numbers. */
@NullMarked
package io.unfade.serve.fact;

import org.jspecify.annotations.NullMarked;
