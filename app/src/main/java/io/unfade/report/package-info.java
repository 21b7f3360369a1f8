/** Figures (PNG, SVG) and self-contained HTML reports. Knows nothing of the command line. */
@NullMarked
package io.unfade.report;

import org.jspecify.annotations.NullMarked;
