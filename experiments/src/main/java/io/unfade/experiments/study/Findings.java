package io.unfade.experiments.study;

import io.unfade.experiments.table.ResultTable;
import io.unfade.experiments.table.Summary;
import io.unfade.report.page.ReportPage;

/**
 * The findings of an experiment.
 *
 * @param results one row per run
 * @param summary means over seeds, with the published numbers
 * @param page the same for readers, with figures
 */
public record Findings(ResultTable results, Summary summary, ReportPage page) {}
