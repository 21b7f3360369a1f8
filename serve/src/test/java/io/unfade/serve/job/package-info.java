@NullUnmarked
package io.unfade.serve.job;

import org.jspecify.annotations.NullUnmarked;
