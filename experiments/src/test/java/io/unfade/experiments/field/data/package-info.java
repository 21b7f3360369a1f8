@NullMarked
package io.unfade.experiments.field.data;

import org.jspecify.annotations.NullMarked;
