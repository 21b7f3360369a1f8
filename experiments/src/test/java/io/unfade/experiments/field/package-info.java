@NullMarked
package io.unfade.experiments.field;

import org.jspecify.annotations.NullMarked;
