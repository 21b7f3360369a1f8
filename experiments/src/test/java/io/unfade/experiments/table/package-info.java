@NullMarked
package io.unfade.experiments.table;

import org.jspecify.annotations.NullMarked;
