@NullUnmarked
package io.unfade.serve.array;

import org.jspecify.annotations.NullUnmarked;
