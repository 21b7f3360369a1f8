/** Text tables with a header. Depends on {@code check}. */
@NullMarked
package io.unfade.fmri.table;

import org.jspecify.annotations.NullMarked;
