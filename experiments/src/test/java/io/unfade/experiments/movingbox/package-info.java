@NullMarked
package io.unfade.experiments.movingbox;

import org.jspecify.annotations.NullMarked;
