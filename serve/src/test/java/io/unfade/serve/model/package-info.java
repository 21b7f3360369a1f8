@NullUnmarked
package io.unfade.serve.model;

import org.jspecify.annotations.NullUnmarked;
