@NullMarked
package io.unfade.experiments.trial;

import org.jspecify.annotations.NullMarked;
