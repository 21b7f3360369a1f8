package io.unfade.experiments.study;

import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.report.page.ReportPage;

/**
 * What an experiment found.
 *
 * @param results one row for each run
 * @param summary means over seeds, beside published numbers
 * @param page the same for readers, with figures
 */
public record Findings(ResultTable results, Summary summary, ReportPage page) {}
