@NullUnmarked
package io.unfade.serve;

import org.jspecify.annotations.NullUnmarked;
