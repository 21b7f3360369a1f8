@NullUnmarked
package io.unfade.serve.workspace;

import org.jspecify.annotations.NullUnmarked;
