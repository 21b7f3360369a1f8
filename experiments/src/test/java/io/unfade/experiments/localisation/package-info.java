@NullMarked
package io.unfade.experiments.localisation;

import org.jspecify.annotations.NullMarked;
