/** The paper's table on synthetic data. */
@NullMarked
package io.unfade.experiments.table1;

import org.jspecify.annotations.NullMarked;
