@NullUnmarked
package io.unfade.spark.submit;

import org.jspecify.annotations.NullUnmarked;
