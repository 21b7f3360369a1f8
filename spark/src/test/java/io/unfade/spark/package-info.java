@NullUnmarked
package io.unfade.spark;

import org.jspecify.annotations.NullUnmarked;
