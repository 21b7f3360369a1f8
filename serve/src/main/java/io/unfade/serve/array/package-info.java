/** Series and maps of files, one at a time: whole in memory, or a part of a file at a time. */
@NullMarked
package io.unfade.serve.array;

import org.jspecify.annotations.NullMarked;
