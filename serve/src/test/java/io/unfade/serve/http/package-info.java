@NullUnmarked
package io.unfade.serve.http;

import org.jspecify.annotations.NullUnmarked;
