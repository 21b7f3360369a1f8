/**
 * The content of the reports: results, maps and models arranged as pages.
 */
@NullMarked
package io.unfade.workflow.page;

import org.jspecify.annotations.NullMarked;
