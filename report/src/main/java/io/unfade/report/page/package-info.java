/**
 * Self-contained HTML pages: {@link io.unfade.report.page.HtmlReport} writes a
 * {@link io.unfade.report.page.ReportPage} of sections and blocks.
 */
@NullMarked
package io.unfade.report.page;

import org.jspecify.annotations.NullMarked;
