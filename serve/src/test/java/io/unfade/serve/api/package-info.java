@NullUnmarked
package io.unfade.serve.api;

import org.jspecify.annotations.NullUnmarked;
