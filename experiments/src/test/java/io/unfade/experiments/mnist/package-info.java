@NullMarked
package io.unfade.experiments.mnist;

import org.jspecify.annotations.NullMarked;
