/** The box that moves through time, from the authors' poster. */
@NullMarked
package io.unfade.experiments.movingbox;

import org.jspecify.annotations.NullMarked;
