/** What the reports say: results, maps and models arranged as pages. Depends on {@code results} and {@code report}. */
@NullMarked
package io.unfade.pages;

import org.jspecify.annotations.NullMarked;
