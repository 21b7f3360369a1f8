/** Tests of the readers and writers of series files. */
@NullMarked
package io.unfade.data.io;

import org.jspecify.annotations.NullMarked;
