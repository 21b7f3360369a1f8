@NullUnmarked
package io.unfade.serve.fact;

import org.jspecify.annotations.NullUnmarked;
