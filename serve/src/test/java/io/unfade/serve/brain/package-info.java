/** Images of brains over the wire. */
@NullUnmarked
package io.unfade.serve.brain;

import org.jspecify.annotations.NullUnmarked;
