@NullUnmarked
package io.unfade.spark.work;

import org.jspecify.annotations.NullUnmarked;
