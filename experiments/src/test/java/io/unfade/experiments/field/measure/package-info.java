@NullMarked
package io.unfade.experiments.field.measure;

import org.jspecify.annotations.NullMarked;
