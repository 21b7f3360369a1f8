/** The folder that is served: names of its files, what is in it, what came of what; arrays, uploads and examples. */
@NullMarked
package io.unfade.serve.workspace;

import org.jspecify.annotations.NullMarked;
