@NullMarked
package io.unfade.experiments.table1;

import org.jspecify.annotations.NullMarked;
